import HTTP

/// Puts the field lines that libcurl hands over together to a response head (RFC 9112 sections 4 and 5).
struct HeadReader {
  /// All field lines of a response.
  static let limit = 64 << 10

  private(set) var status = 0
  private(set) var headers = HTTPHeaders()
  private var size = 0

  enum Outcome {
    case more
    /// The head of the final response is complete.
    case complete
    case tooLarge
  }

  mutating func line(_ bytes: UnsafeRawBufferPointer) -> Outcome {
    size += bytes.count
    guard size <= Self.limit else { return .tooLarge }
    var text = Substring(decoding: bytes, as: UTF8.self)
    while let last = text.unicodeScalars.last, last == "\r" || last == "\n" { text.unicodeScalars.removeLast() }
    if text.isEmpty {
      // 1xx responses are followed by the real one.
      return status >= 200 || status == 101 ? .complete : .more
    }
    if text.hasPrefix("HTTP/") {
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      headers = HTTPHeaders()
    } else if let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...]
      headers.add(String(text[..<colon]), Self.trimmed(value))
    }
    return .more
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    var scalars = text.unicodeScalars.drop(while: isBlank)
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(scalars)
  }
}
