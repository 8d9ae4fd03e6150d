/// An identity provider's refusal of a login (RFC 6749 section 4.1.2.1, OpenID Connect Core section 3.1.2.6), in words for
/// the person. The provider's own text is not repeated: it arrives in a URL that anybody could have written.
struct UpstreamRefusal: Sendable, Equatable {
  let error: String

  init(error: String) { self.error = error.isEmpty ? "unnamed error" : error }

  private static let start = "upstream authentication failed"

  /// What happened, and what to do.
  private var words: (what: String, advice: String) {
    switch error {
    case "access_denied":
      (
        "the identity provider did not let this account in, or you declined",
        "If you did not decline, ask your administrator to assign the application to you."
      )
    case "consent_required", "interaction_required", "login_required", "account_selection_required":
      ("the identity provider wants to ask you something first", "Start the sign-in again and answer what it asks.")
    case "temporarily_unavailable", "server_error":
      ("the identity provider has a problem of its own", "Try again in a few minutes.")
    case "invalid_scope":
      (
        "the identity provider does not know a scope that is asked for",
        "Tell your administrator: the scopes of the provider's application do not fit the gateway's configuration."
      )
    case "invalid_request", "unauthorized_client", "unsupported_response_type", "invalid_client", "invalid_resource",
      "invalid_target":
      (
        "the identity provider does not accept the gateway's request",
        "Tell your administrator: the application at the provider does not fit the gateway's configuration."
      )
    default: ("the identity provider refused the sign-in", "Ask your administrator what the provider's log says of it.")
    }
  }

  /// For the client, as `error_description`.
  var description: String { "\(Self.start): \(words.what). \(words.advice)" }

  /// For the person, where there is no client to tell.
  var page: ProblemPage {
    ProblemPage(
      status: 502, reason: Self.start,
      advice: words.what.prefix(1).uppercased() + words.what.dropFirst() + ". " + words.advice + " " + ProblemPage.again
    )
  }
}
