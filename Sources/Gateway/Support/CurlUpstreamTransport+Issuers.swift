import Curl
import FoundationEssentials
import OAuth

extension CurlUpstreamTransport: IssuerTransport {
  /// - Throws: also when the token's file cannot be read; the text names the file and not what it holds.
  func send(_ request: IssuerRequest) async throws -> IssuerResponse {
    var outgoing = CurlRequest(
      request.method, request.url.description, headers: request.headers,
      body: request.body.isEmpty ? nil : request.body)
    if let path = request.tokenPath { outgoing.headers["Authorization"] = "Bearer " + (try Self.token(path)) }
    outgoing.timeout = .seconds(request.timeoutSeconds)
    outgoing.responseLimit = request.maximumBodyBytes
    switch request.trust {
    case .system: break
    case .pem(let bundle): outgoing.tls.trust = .pem(bundle)
    case .file(let path): outgoing.tls.trust = .file(path)
    }
    let client = request.allowsPrivateAddresses ? anywhere : publicOnly
    let response = try await client.send(outgoing)
    return IssuerResponse(status: response.status, body: response.body)
  }

  private static let longestToken = 16_384

  private static func token(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path), data.count <= longestToken,
      let text = String(validating: data, as: UTF8.self)
    else { throw IssuerError(.metadata, "the token file \(path) cannot be read") }
    let token = text.filter { !$0.isWhitespace }
    guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw IssuerError(.metadata, "the token file \(path) holds no token")
    }
    return token
  }
}
