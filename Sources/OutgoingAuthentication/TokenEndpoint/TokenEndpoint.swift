import HTTP
import JOSE
import JSON
import OAuth

/// One token endpoint, and the gateway as its client.
struct TokenEndpoint: Sendable {
  struct Client: Sendable {
    let id: String
    /// `nil` for a public client.
    let secret: String?
  }

  /// The largest answer that is read, in bytes.
  static let answerLimit = 262_144

  let url: HTTPURL
  let client: Client?
  let transport: any UpstreamTransport

  var isConfidential: Bool { client?.secret != nil }

  /// Asks for a token. Redirects are not followed: nobody else is given what stands in the form.
  func post(_ form: FormParameters) async throws(CredentialFailure) -> IssuedToken {
    var form = form
    var headers: HTTPHeaders = ["Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"]
    if let client {
      if let secret = client.secret {
        // RFC 6749 section 2.3.1.
        let credentials = PercentEncoding.encode(client.id) + ":" + PercentEncoding.encode(secret)
        headers["Authorization"] = "Basic " + Base64.encode(Array(credentials.utf8))
      } else {
        form.add("client_id", client.id)
      }
    }
    return try read(try await send(headers, Array(form.encoded.utf8)))
  }

  private func send(_ headers: HTTPHeaders, _ body: [UInt8]) async throws(CredentialFailure) -> UpstreamResponse {
    // The endpoint is named by whoever configures the gateway, who may mean one inside the cluster.
    var limits = UpstreamLimits(allowsInsecure: true)
    limits.maximumBodyBytes = Self.answerLimit
    do {
      return try await transport.send(
        UpstreamRequest(method: "POST", url: url, headers: headers, body: body, limits: limits))
    } catch {
      throw CredentialFailure(.unavailable, "the token endpoint at \(url.origin) does not answer: \(error)")
    }
  }

  private func read(_ response: UpstreamResponse) throws(CredentialFailure) -> IssuedToken {
    guard response.body.count <= Self.answerLimit else { throw invalid("it is too large") }
    let object = (try? JSONValue(reading: response.body, depth: 16))?.objectValue
    guard response.status == 200 else { throw refusal(response.status, object) }
    guard let object else { throw invalid("it is not a JSON object") }
    guard let token = object["access_token"]?.stringValue, TokenText.isToken(token) else {
      throw invalid("it has no access_token that could be used")
    }
    guard let type = object["token_type"]?.stringValue else { throw invalid("it has no token_type") }
    let lifespan = object["expires_in"]?.intValue ?? object["expires_in"]?.stringValue.flatMap { Int($0) }
    return IssuedToken(
      token: token, type: type, issuedTokenType: object["issued_token_type"]?.stringValue,
      lifespan: lifespan.map { min(max($0, 0), 31_536_000) })
  }

  private func refusal(_ status: Int, _ object: JSONObject?) -> CredentialFailure {
    guard (400..<500).contains(status), status != 429, let error = object?["error"]?.stringValue else {
      return CredentialFailure(.unavailable, "the token endpoint at \(url.origin) answers with status \(status)")
    }
    let text = object?["error_description"]?.stringValue.map { ": " + TokenError.quoted($0) } ?? ""
    return CredentialFailure(
      .refused, "the token endpoint at \(url.origin) answers with status \(status), \(TokenError.quoted(error))\(text)")
  }

  func invalid(_ problem: String) -> CredentialFailure {
    CredentialFailure(.invalidAnswer, "the answer of the token endpoint at \(url.origin) cannot be used: \(problem)")
  }
}
