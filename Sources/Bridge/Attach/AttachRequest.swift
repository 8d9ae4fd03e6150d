import COpenSSL
import JOSE

/// The request that attaches to a container over WebSocket (Kubernetes API, `pods/attach`; RFC 6455 section 4).
struct AttachRequest: Sendable {
  static let protocolName = "v4.channel.k8s.io"

  let host: String
  /// Path and query.
  let target: String
  /// 16 random bytes in Base64.
  let key: String
  let authorization: String?

  static func target(namespace: String, pod: String, container: String) -> String {
    "/api/v1/namespaces/\(namespace)/pods/\(pod)/attach?container=\(container)"
      + "&stdin=true&stdout=true&stderr=true&tty=false"
  }

  var bytes: [UInt8] {
    var lines = [
      "GET \(target) HTTP/1.1", "Host: \(host)", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: \(key)", "Sec-WebSocket-Protocol: \(Self.protocolName)",
      "User-Agent: vmcp-bridge",
    ]
    if let authorization { lines.append("Authorization: \(authorization)") }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  /// - Parameter head: the response's status line and fields.
  /// - Returns: why it is not the answer that was asked for, or `nil`.
  func problem(in head: String) -> String? {
    let lines = head.split(whereSeparator: \.isNewline)
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    guard status == 101 else { return "the API server refuses to attach: HTTP \(status)" }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    guard fields["sec-websocket-accept"] == Self.accept(key) else {
      return "the API server's answer to the upgrade does not fit the request"
    }
    guard fields["sec-websocket-protocol"] == Self.protocolName else {
      return "the API server does not speak \(Self.protocolName)"
    }
    return nil
  }

  /// RFC 6455 section 4.2.2: SHA-1 here only shows that a server understood the request.
  static func accept(_ key: String) -> String {
    let text = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    SHA1(text, text.count, &digest)
    return Base64.encode(digest)
  }
}
