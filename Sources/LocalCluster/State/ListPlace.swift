/// How far a list has come that is read in pages.
struct ListPlace: Sendable, Hashable {
  /// The store's revision when the first page was read.
  let revision: Int
  let namespace: String
  let name: String

  init(revision: Int, namespace: String, name: String) {
    self.revision = revision
    self.namespace = namespace
    self.name = name
  }

  /// - Throws: 400 for what is not a `continue` token.
  init(reading token: String) throws(APIStatus) {
    let parts = (Base64Text.decode(token) ?? []).split(separator: 0x2F, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard parts.count == 3, let revision = Int(parts[0]) else { throw APIStatus(.badRequest, "invalid continue token") }
    self.init(revision: revision, namespace: parts[1], name: parts[2])
  }

  /// The `continue` token.
  var token: String { Base64Text.encode(Array("\(revision)/\(namespace)/\(name)".utf8)) }
}
