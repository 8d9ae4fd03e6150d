/// Who comes to a Redis server. It prints as nothing that could be secret.
package struct RedisCredentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  /// An ACL user; `nil` for the default user, as servers before Redis 6 have it.
  let username: String?
  let password: String

  package init(username: String? = nil, password: String) {
    self.username = username
    self.password = password
  }

  var command: RedisCommand {
    username.map { RedisCommand("AUTH", $0, password) } ?? RedisCommand("AUTH", password)
  }

  package var description: String { "[redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
