import HTTP

/// What a person sees when a login cannot go on and there is no client to send them back to.
struct ProblemPage: Sendable, Equatable {
  var status: Int
  /// The reason in a few words; it is also what the log says.
  var reason: String
  /// What to do about it.
  var advice: String

  var page: Page {
    Page(
      title: "Sign-in failed",
      body: """
        <h1>Sign-in could not be completed</h1>
        <p role="alert">\(HTMLEscaping.escape(advice))</p>
        <p class="note">For whoever looks into it: <code>\(HTMLEscaping.escape(reason))</code></p>
        """)
  }

  static let again = "Close this page and start the sign-in again from your application."

  static let missingState = ProblemPage(status: 400, reason: "missing state parameter", advice: again)
  static let missingCode = ProblemPage(status: 400, reason: "missing code parameter", advice: again)
  static let repeatedParameter = ProblemPage(
    status: 400, reason: "a parameter of the answer stands more than once", advice: again)
  static let notFound = ProblemPage(status: 400, reason: "authorization request not found or expired", advice: again)
  static let otherBrowser = ProblemPage(
    status: 400, reason: "this sign-in was started in another browser, or cookies are blocked",
    advice: "Allow cookies for this site. " + again)
  static let badConsent = ProblemPage(status: 400, reason: "the answer to the consent page is not valid", advice: again)
  /// A fault of an authorization request that its client is not told. What the reason quotes of the request is left out:
  /// whoever made the request chose it.
  static func refused(_ reason: String) -> ProblemPage {
    var shown = reason
    let isQuote = { (character: Character) in character == "\"" || character == "'" }
    if let first = shown.firstIndex(where: isQuote), let last = shown.lastIndex(where: isQuote) {
      shown.replaceSubrange(first...last, with: "\u{2026}")
    }
    return ProblemPage(
      status: 400, reason: shown,
      advice: "The application's sign-in request is not valid. Close this page; if you started the sign-in yourself, "
        + "tell the application's maker what stands above.")
  }
  /// An authorization request that goes nowhere, for the person who was sent here with it; clients get the same as JSON.
  static func unknownApplication(_ reason: String, status: Int) -> ProblemPage {
    ProblemPage(
      status: status, reason: reason,
      advice:
        "The application is not known here, or asks to be answered at a place that it did not register. Close this "
        + "page. If you started the sign-in yourself, remove the server from your application and add it again.")
  }
  static let unavailable = ProblemPage(
    status: 503, reason: "the service cannot complete sign-ins at the moment", advice: "Try again in a minute.")
}
