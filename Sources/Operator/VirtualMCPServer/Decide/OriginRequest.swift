import HTTP
import JSON

/// The web pages that an annotation lets speak to a VirtualMCPServer's endpoint: origins such as
/// `https://inspector.example.com`, separated by commas or spaces, or `*` for all. Without it every page may where tokens
/// are asked for: a browser adds none by itself.
struct OriginRequest {
  static let annotation = "toolhive.stacklok.dev/allowed-origins"
  private static let most = 100

  /// `nil` without the annotation.
  private(set) var origins: [String]?
  private(set) var problems: [JSONProblem] = []

  init(annotations: [String: String]) {
    guard let text = annotations[Self.annotation] else { return }
    let words = text.split { $0 == "," || $0 == " " || $0 == "\n" }.map(String.init)
    guard words.count <= Self.most else {
      refuse("more than \(Self.most) origins")
      return
    }
    for word in words where word != "*" && HTTPURL(word)?.origin != word.lowercased() {
      refuse("\"\(word.prefix(64))\" is no origin such as https://inspector.example.com, and not *")
    }
    origins = words
  }

  private mutating func refuse(_ message: String) {
    problems.append(JSONProblem(path: "metadata.annotations[\(Self.annotation)]", message: message))
  }
}
