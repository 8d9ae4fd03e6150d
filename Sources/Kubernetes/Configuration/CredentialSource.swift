/// Where a certificate, key or token comes from. Prints as its place, never as its content.
package enum CredentialSource: Sendable, CustomStringConvertible {
  case data([UInt8])
  /// Read again whenever the file changes.
  case file(WatchedFile)

  /// - Throws: code `configuration` when the file cannot be read.
  package func bytes() throws(KubernetesError) -> [UInt8] {
    switch self {
    case .data(let bytes): bytes
    case .file(let file): try file.contents()
    }
  }

  /// The content as one line of text.
  func text() throws(KubernetesError) -> String {
    let text = String(decoding: try bytes(), as: UTF8.self).drop { $0.isWhitespace }
    return String(text.reversed().drop { $0.isWhitespace }.reversed())
  }

  package var description: String {
    switch self {
    case .data: "inline"
    case .file(let file): file.path
    }
  }
}
