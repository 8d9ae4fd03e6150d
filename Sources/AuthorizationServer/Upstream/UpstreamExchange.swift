import HTTP
import JOSE
import OAuth

/// Requests to one identity provider, with their limits and the reading of its documents.
struct UpstreamExchange: Sendable {
  let provider: String
  let allowsInsecure: Bool
  let transport: any UpstreamTransport

  /// OpenID Connect Discovery 1.0 section 4.
  func discover(_ issuer: String) async throws(UpstreamError) -> UpstreamMetadata {
    guard let url = OpenIDProviderMetadata.location(of: issuer) else {
      throw error(.metadata, "its issuer is not a URL")
    }
    let body = try await get(url, "discovery document")
    do throws(ProviderError) {
      return try UpstreamMetadata(reading: body, issuer: issuer, allowsInsecure: allowsInsecure)
    } catch let failure {
      throw error(.metadata, failure.reason)
    }
  }

  func keys(_ metadata: UpstreamMetadata) async throws(UpstreamError) -> JWKSet {
    let body = try await get(metadata.document.keysURI, "key set")
    do throws(KeyError) {
      return try JWKSet(reading: body)
    } catch let failure {
      throw error(.metadata, failure.reason)
    }
  }

  private func get(_ url: HTTPURL, _ role: String) async throws(UpstreamError) -> [UInt8] {
    let response = try await send("GET", url, ["Accept": "application/json"], [], role)
    guard response.status == 200 else { throw error(.metadata, "its \(role) answered \(response.status)") }
    return response.body
  }

  func send(
    _ method: String, _ url: HTTPURL, _ headers: HTTPHeaders, _ body: [UInt8], _ role: String,
    timeoutSeconds: Int = 10
  ) async throws(UpstreamError) -> UpstreamResponse {
    var limits = UpstreamLimits(allowsInsecure: allowsInsecure)
    limits.timeoutSeconds = timeoutSeconds
    let response: UpstreamResponse
    do {
      response = try await transport.send(
        UpstreamRequest(method: method, url: url, headers: headers, body: body, limits: limits))
    } catch let failure {
      throw error(.unreachable, "its \(role) does not answer: \(failure)")
    }
    guard response.body.count <= limits.maximumBodyBytes else {
      throw error(.unreachable, "its \(role) sent more than \(limits.maximumBodyBytes) bytes")
    }
    return response
  }

  /// The same for an address that the provider named itself: public ones and https alone.
  var strict: UpstreamExchange {
    UpstreamExchange(provider: provider, allowsInsecure: false, transport: transport)
  }

  func error(_ code: UpstreamError.Code, _ reason: String, oauthError: String? = nil) -> UpstreamError {
    UpstreamError(code: code, provider: provider, reason: reason, oauthError: oauthError)
  }
}
