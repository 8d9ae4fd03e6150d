import HTTP
import NIOHTTP1

/// A request head that passed the checks which llhttp leaves to the server (RFC 9112 sections 2 to 7).
struct IncomingHead {
  /// The request without its body.
  let request: HTTPRequest
  let isHTTP11: Bool
  let keepsAlive: Bool
  /// The announced length; `nil` for a chunked body and for none.
  let contentLength: Int?
  let expectsContinue: Bool

  init(_ head: HTTPRequestHead, remoteAddress: String?) throws(RequestRejection) {
    isHTTP11 = head.version == .http1_1
    guard isHTTP11 || head.version == .http1_0 else {
      throw RequestRejection(status: 505, reason: "this server speaks HTTP/1.1")
    }
    var headers = HTTP.HTTPHeaders()
    var hosts: [String] = []
    var lengths: [String] = []
    var codings: [String] = []
    var connection: [String] = []
    var expectation: String?
    var upgrades = false
    for (name, value) in head.headers {
      guard FieldSyntax.isToken(name), FieldSyntax.isValue(value) else {
        throw RequestRejection(status: 400, reason: "a header field has characters that are not allowed")
      }
      headers.add(name, value)
      if FieldSyntax.equal(name, "Host") {
        hosts.append(value)
      } else if FieldSyntax.equal(name, "Content-Length") {
        lengths.append(value)
      } else if FieldSyntax.equal(name, "Transfer-Encoding") {
        codings.append(value)
      } else if FieldSyntax.equal(name, "Connection") {
        connection.append(value)
      } else if FieldSyntax.equal(name, "Expect") {
        expectation = value
      } else if FieldSyntax.equal(name, "Upgrade") {
        upgrades = true
      }
    }
    guard hosts.count == 1 || (hosts.isEmpty && !isHTTP11) else {
      throw RequestRejection(status: 400, reason: hosts.isEmpty ? "Host is missing" : "Host stands more than once")
    }
    guard hosts.allSatisfy(FieldSyntax.isHost) else {
      throw RequestRejection(status: 400, reason: "Host has characters that are not allowed")
    }
    contentLength = try Self.length(lengths, codings: codings, isHTTP11: isHTTP11)
    if let expectation, !FieldSyntax.equal(expectation, "100-continue") {
      throw RequestRejection(status: 417, reason: "the only expectation that is known is 100-continue")
    }
    expectsContinue = expectation != nil && isHTTP11
    // An upgrade is never taken up, and llhttp reads nothing behind a request that asks for one.
    let closes = upgrades || connection.contains { FieldSyntax.list($0, holds: "close") }
    keepsAlive = !closes && (isHTTP11 || connection.contains { FieldSyntax.list($0, holds: "keep-alive") })
    request = HTTPRequest(
      method: head.method.rawValue, target: try Self.target(head), headers: headers, remoteAddress: remoteAddress)
  }

  private static func length(
    _ lengths: [String], codings: [String], isHTTP11: Bool
  ) throws(RequestRejection) -> Int? {
    guard codings.isEmpty || lengths.isEmpty else {
      throw RequestRejection(status: 400, reason: "Content-Length and Transfer-Encoding stand together")
    }
    guard lengths.count <= 1 else {
      throw RequestRejection(status: 400, reason: "Content-Length stands more than once")
    }
    if let coding = codings.first {
      guard isHTTP11 else { throw RequestRejection(status: 400, reason: "HTTP/1.0 has no Transfer-Encoding") }
      guard codings.count == 1, FieldSyntax.equal(coding, "chunked") else {
        throw RequestRejection(status: 501, reason: "the only transfer coding that is known is chunked")
      }
    }
    guard let text = lengths.first else { return nil }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text) else {
      throw RequestRejection(status: 400, reason: "Content-Length is not a number")
    }
    return length
  }

  /// The target in origin form; an absolute form loses scheme and authority (RFC 9112 section 3.2.2).
  private static func target(_ head: HTTPRequestHead) throws(RequestRejection) -> String {
    guard head.method != .CONNECT else {
      throw RequestRejection(status: 501, reason: "CONNECT is not supported")
    }
    guard head.uri.utf8.count <= 16_384 else {
      throw RequestRejection(status: 414, reason: "the request target is longer than 16384 bytes")
    }
    guard FieldSyntax.isTarget(head.uri) else {
      throw RequestRejection(status: 400, reason: "the request target has characters that are not allowed")
    }
    if head.uri.utf8.first == UInt8(ascii: "/") { return head.uri }
    if head.uri == "*", head.method == .OPTIONS { return head.uri }
    guard let url = HTTPURL(head.uri), url.scheme == "http" || url.scheme == "https", url.userInfo == nil else {
      throw RequestRejection(status: 400, reason: "the request target is neither a path nor an http URL")
    }
    return url.target
  }
}
