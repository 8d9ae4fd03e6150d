/// What is revoked, as Redis knows it: `f:` and a family, or `t:` and a token.
enum RevokedName: Sendable, Hashable {
  case family(String)
  case token(String)

  var text: String {
    switch self {
    case .family(let name): "f:" + name
    case .token(let name): "t:" + name
    }
  }

  /// `nil` for a text that means nothing here.
  init?(_ text: String) {
    let name = String(text.dropFirst(2))
    guard !name.isEmpty, name.utf8.count <= 100 else { return nil }
    if text.hasPrefix("f:") {
      self = .family(name)
    } else if text.hasPrefix("t:") {
      self = .token(name)
    } else {
      return nil
    }
  }

  static func family(of id: String) -> RevokedName { .family(RedisKeys.name(id)) }
  static func token(of id: String) -> RevokedName { .token(RedisKeys.name(id)) }
}
