/// How a backend speaks.
package struct BackendOptions: Sendable {
  package enum Answers: Sendable { case json, eventStream }

  /// The form of a response to a request.
  package var answers: Answers
  /// Whether `initialize` opens a session that the other requests have to name.
  package var hasSessions: Bool
  /// Tools on one page of `tools/list`; `nil` puts all on one.
  package var pageSize: Int?
  /// The bearer token that every request needs; `nil` asks for none.
  package var bearerToken: String?

  package init(
    answers: Answers = .json, hasSessions: Bool = true, pageSize: Int? = nil, bearerToken: String? = nil
  ) {
    self.answers = answers
    self.hasSessions = hasSessions
    self.pageSize = pageSize
    self.bearerToken = bearerToken
  }
}
