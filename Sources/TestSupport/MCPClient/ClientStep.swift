import HTTP
import JSON

/// One exchange of a scripted client with its title, for people to read.
package struct ClientStep: Sendable {
  package let title: String
  package let method: String
  package let url: String
  package let requestHeaders: HTTPHeaders
  /// Passwords are not in it.
  package let requestBody: String
  package let status: Int
  package let headers: HTTPHeaders
  package let body: String

  /// Request and response in the manner of a transcript, long texts cut.
  package var transcript: String {
    var lines = ["# " + title, "→ \(method) \(url)"]
    for name in ["Authorization", "Content-Type"] {
      if let value = requestHeaders[name] { lines.append("  \(name): \(Self.short(value, 60))") }
    }
    if !requestBody.isEmpty { lines.append("  " + Self.short(requestBody, 800)) }
    lines.append("← \(status)")
    for name in ["Content-Type", "Location", "WWW-Authenticate", "Mcp-Session-Id"] {
      if let value = headers[name] { lines.append("  \(name): \(Self.short(value, 800))") }
    }
    if !body.isEmpty, headers["Content-Type"]?.hasPrefix("text/html") != true {
      lines.append("  " + Self.short(body, 2000))
    }
    return lines.joined(separator: "\n")
  }

  package var json: JSONValue {
    [
      "title": .string(title),
      "request": [
        "method": .string(method), "url": .string(url), "headers": Self.json(requestHeaders),
        "body": .string(requestBody),
      ],
      "response": ["status": .int(status), "headers": Self.json(headers), "body": .string(body)],
    ]
  }

  private static func json(_ headers: HTTPHeaders) -> JSONValue {
    .array(headers.fields.map { [.string($0.name), .string($0.value)] })
  }

  private static func short(_ text: String, _ length: Int) -> String {
    text.count <= length ? text : text.prefix(length) + "… (\(text.count) characters)"
  }
}
