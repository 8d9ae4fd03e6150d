import OAuth

/// Why there is no client of an identifier.
struct ClientProblem: Error, Sendable {
  /// What the client is told, and in its hint what the operator is.
  let refusal: OAuthError
  /// Whether it may be there in a moment.
  var isTransient = false

  /// 401 `invalid_client`: clients take it as the sign to register again.
  static let unknown = ClientProblem(
    refusal: OAuthError(.invalidClient, "the client is not known here; register again at /oauth/register"))

  static let noDocuments = ClientProblem(
    refusal: OAuthError(
      .invalidClient, "client ID metadata documents are not supported; register at /oauth/register"))

  static let tooMany = ClientProblem(
    refusal: OAuthError(.temporarilyUnavailable, "too many clients' documents are being fetched", status: 429),
    isTransient: true)

  /// Whatever went wrong on the way to a document is for the operator alone: a stranger chose the address, and must not
  /// learn what answers there.
  static func document(_ reason: String, isTransient: Bool) -> ClientProblem {
    ClientProblem(
      refusal: OAuthError(.invalidClient, "the client's metadata document cannot be used", hint: reason),
      isTransient: isTransient)
  }
}
