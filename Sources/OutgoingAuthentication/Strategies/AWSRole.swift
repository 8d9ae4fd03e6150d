import GatewayDocument
import HTTP
import JOSE
import JSON
import OAuth

/// Temporary credentials for the AWS role that the caller's claims lead to; requests are signed with them.
struct AWSRole: CredentialStrategy {
  let configuration: AWSRoleConfiguration
  let transport: any UpstreamTransport
  let clock: @Sendable () -> Double

  var hasOwnCredential: Bool { false }

  /// A role is the claims' matter, and claims are the token's: other claims need other credentials.
  func cacheKey(_ caller: OutgoingCaller?) -> String? {
    guard let caller else { return "" }
    let token = configuration.subjectProvider == nil ? caller.token.map { SHA256Digest(of: $0).base64URL } : nil
    return [caller.key, token ?? "", role(caller) ?? "", sessionName(caller) ?? ""].joined(separator: "\n")
  }

  func obtain(for caller: OutgoingCaller?) async throws(CredentialFailure) -> TimedCredential {
    guard let caller else { throw .withoutCaller }
    guard let role = role(caller) else {
      throw CredentialFailure(
        .notEntitled, "no role mapping fits the caller's claim \"\(configuration.roleClaim)\", and there is no fallback"
      )
    }
    guard let name = sessionName(caller) else {
      throw CredentialFailure(
        .notEntitled, "the caller has no claim \"\(configuration.sessionNameClaim)\" to name the session by")
    }
    let form = FormParameters([
      ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", role),
      ("RoleSessionName", name), ("WebIdentityToken", try await identityToken(caller)),
      ("DurationSeconds", String(configuration.sessionSeconds)),
    ])
    let (credentials, expiry) = try await assume(form)
    let signer = AWSSigner(credentials: credentials, region: configuration.region, service: configuration.service)
    return TimedCredential(credential: .signature(signer), expiresAt: Double(expiry))
  }

  /// The service of the region itself; China has a domain of its own.
  static func endpoint(_ region: String) -> HTTPURL? {
    HTTPURL("https://sts.\(region).amazonaws.com" + (region.hasPrefix("cn-") ? ".cn" : "") + "/")
  }

  private func assume(_ form: FormParameters) async throws(CredentialFailure) -> (AWSCredentials, expiresAt: Int) {
    guard let url = Self.endpoint(configuration.region) else {
      throw CredentialFailure(.notEntitled, "the region has no endpoint")
    }
    var limits = UpstreamLimits(allowsInsecure: false)
    limits.maximumBodyBytes = STSAnswer.limit
    let response: UpstreamResponse
    do {
      response = try await transport.send(
        UpstreamRequest(
          method: "POST", url: url, headers: ["Content-Type": "application/x-www-form-urlencoded"],
          body: Array(form.encoded.utf8), limits: limits))
    } catch {
      throw CredentialFailure(.unavailable, "\(url.origin) does not answer: \(error)")
    }
    let answer = STSAnswer(response.body)
    guard response.status == 200 else {
      let code = answer?.errorCode.map { ", \($0)" } ?? ""
      throw CredentialFailure(
        (400..<500).contains(response.status) && response.status != 429 ? .refused : .unavailable,
        "\(url.origin) answers with status \(response.status)\(code)")
    }
    guard let credentials = answer?.credentials else {
      throw CredentialFailure(.invalidAnswer, "the answer of \(url.origin) has no credentials that can be read")
    }
    return credentials
  }

  /// The first mapping that fits decides.
  func role(_ caller: OutgoingCaller) -> String? {
    let claim = caller.claim(configuration.roleClaim)
    let values = Set((claim?.arrayValue ?? [claim].compactMap { $0 }).compactMap(\.stringValue))
    return configuration.mappings.first { values.contains($0.claim) }?.roleARN ?? configuration.fallbackRoleARN
  }

  /// 2 to 64 characters of a small set. A name that had to be changed ends with a digest, so that two people never
  /// share one in AWS's records.
  func sessionName(_ caller: OutgoingCaller) -> String? {
    guard let given = caller.claim(configuration.sessionNameClaim)?.stringValue, !given.isEmpty else { return nil }
    let clean = String(
      given.unicodeScalars.map { scalar in
        let isAllowed =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "_+=,.@-".unicodeScalars.contains(scalar))
        return isAllowed ? Character(scalar) : "-"
      })
    if clean == given, (2...64).contains(given.utf8.count) { return given }
    return clean.prefix(48) + "-" + SHA256Digest(of: given).base64URL.prefix(12)
  }

  /// The access token where it is a JWT, which AWS demands, and the ID token otherwise.
  private func identityToken(_ caller: OutgoingCaller) async throws(CredentialFailure) -> String {
    guard let provider = configuration.subjectProvider else {
      guard let token = caller.token else {
        throw CredentialFailure(.notEntitled, "the caller came without a token that AWS could be shown")
      }
      return token
    }
    let tokens = try await caller.tokens(of: provider)
    if (try? JWT.unverifiedClaims(of: tokens.accessToken)) != nil { return tokens.accessToken }
    guard let idToken = tokens.idToken else {
      throw CredentialFailure(
        .loginRequired, "\"\(provider)\" gave neither an ID token nor an access token that is a JWT")
    }
    return idToken
  }
}
