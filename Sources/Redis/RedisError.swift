/// Why Redis did not do what it was asked. It holds no argument of a command.
package struct RedisError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// No connection can be opened.
    case connectFailed
    /// The server is not who it should be.
    case untrusted
    /// The server does not accept the credentials, or they do not allow the command.
    case denied
    /// No answer in time.
    case timedOut
    /// The connection ended before the answer.
    case closed
    case malformed
    case tooLarge
    /// The server has no memory left.
    case full
    /// The server cannot serve at the moment: it is a replica, it loads its data, or its cluster is not whole.
    case notServing
    /// The slots of the keys are at another server: Redis Cluster.
    case moved
    /// The script is not known to the server.
    case noScript
    /// The server refused the command for another reason.
    case refused
    /// The link has been stopped, or has too much to do.
    case unavailable
  }

  package let code: Code
  package let reason: String
  /// Whether it is certain that the command has changed nothing, so that it may be sent again.
  package let isHarmless: Bool

  package init(code: Code, reason: String, isHarmless: Bool = false) {
    self.code = code
    self.reason = reason
    self.isHarmless = isHarmless || [.notServing, .noScript, .moved, .denied, .unavailable].contains(code)
  }

  /// - Parameter text: an error reply: its first word says what kind it is.
  package init(reply text: String, to command: RedisCommand) {
    let code: Code
    switch text.prefix(while: { $0 != " " }) {
    case "NOAUTH", "WRONGPASS", "NOPERM": code = .denied
    case "READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "MISCONF": code = .notServing
    case "MOVED", "ASK": code = .moved
    case "OOM": code = .full
    case "NOSCRIPT": code = .noScript
    case "ERR" where text.contains("AUTH") || text.contains("invalid password"): code = .denied
    // Until Redis 7 the error of a command in a script stood within the script's own.
    case "ERR" where text.contains("-READONLY "): code = .notServing
    case "ERR" where text.contains("-OOM "): code = .full
    default: code = .refused
    }
    // A server that does not know a command repeats its arguments.
    let shown = text[..<(text.firstRange(of: "with args")?.lowerBound ?? text.endIndex)].prefix(200)
    self.init(code: code, reason: "Redis refused \(command): \(shown)")
  }

  package var description: String { reason }
}
