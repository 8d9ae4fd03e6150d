/// What may be a token in a header field.
enum TokenText {
  static let longest = 16_384

  /// Visible ASCII, neither empty nor endless.
  static func isToken(_ text: String) -> Bool {
    (1...longest).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
