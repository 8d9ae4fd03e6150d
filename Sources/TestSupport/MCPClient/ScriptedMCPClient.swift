import HTTP
import HTTPEdge
import JSON

/// A client that does what an editor does at an MCP server with OAuth: from the 401 over discovery, registration and a
/// login in the browser to tokens, then MCP. Every exchange is kept as a step. The browser is played: it follows
/// redirects, sends the consent form with its first button and the login form with a name and a password.
package actor ScriptedMCPClient {
  /// Where the browser's way ends: nobody has to listen there, the address is all that is looked at.
  package static let redirectURI = "http://127.0.0.1:33418/"

  /// The MCP endpoint.
  package let endpoint: HTTPURL
  package internal(set) var steps: [ClientStep] = []
  package internal(set) var tokens: ClientTokens?
  var sessionID: String?
  var version: String?
  var discovered: Discovery?
  private let http: HTTPClientGroup
  private var nextID = 1

  struct Discovery {
    let resource: String
    let scopes: [String]
    let issuer: String
    let metadata: JSONValue
  }

  /// - Parameter server: the server as a person types it; without a path its endpoint is `/mcp`.
  package init(server: HTTPURL, http: HTTPClientGroup) throws(ClientFailure) {
    guard let endpoint = server.path.isEmpty || server.path == "/" ? HTTPURL(server.origin + "/mcp") : server else {
      throw ClientFailure("server", "\(server) has no MCP endpoint")
    }
    self.endpoint = endpoint
    self.http = http
  }

  /// Uses a token that was got elsewhere.
  package func use(accessToken: String) {
    tokens = ClientTokens(clientID: "", accessToken: accessToken, refreshToken: nil, answer: [:])
  }

  /// One exchange, kept as a step.
  /// - Parameter shown: the body as the step shows it, where it holds a password.
  func exchange(
    _ title: String, _ method: String, _ url: HTTPURL, headers: HTTPHeaders = [:], body: String = "",
    shown: String? = nil
  ) async throws -> ClientStep {
    let request = HTTPClientRequest(method: method, url: url, headers: headers, body: Array(body.utf8))
    let response: HTTPClientResponse
    let bytes: [UInt8]
    do {
      response = try await http.execute(request, timeout: .seconds(30))
      bytes = try await response.collect(upTo: 16 << 20)
    } catch let error as HTTPClientError {
      throw ClientFailure(title, error.reason)
    }
    let step = ClientStep(
      title: title, method: method, url: url.description, requestHeaders: headers, requestBody: shown ?? body,
      status: response.status, headers: response.headers, body: String(decoding: bytes, as: UTF8.self))
    steps.append(step)
    return step
  }

  /// A document in JSON that has to be there.
  func document(_ title: String, _ url: HTTPURL) async throws -> JSONValue {
    let step = try await exchange(title, "GET", url, headers: ["Accept": "application/json"])
    guard step.status == 200 else { throw ClientFailure(title, "\(url) answered \(step.status)") }
    return try Self.json(step)
  }

  func requestID() -> Int {
    defer { nextID += 1 }
    return nextID
  }

  static func json(_ step: ClientStep) throws -> JSONValue {
    do {
      return try JSONValue(reading: step.body)
    } catch {
      throw ClientFailure(step.title, "the answer of \(step.url) is not JSON: \(error)")
    }
  }

  static func url(_ text: String?, _ title: String, _ name: String) throws(ClientFailure) -> HTTPURL {
    guard let text, let url = HTTPURL(text) else { throw ClientFailure(title, "\(name) is missing or not a URL") }
    return url
  }
}
