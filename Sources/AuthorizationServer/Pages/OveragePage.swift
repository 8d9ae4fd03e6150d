import HTTP

/// Comes between a login and the client when the provider left the person's groups out: what a policy says of groups will
/// not count, and without this page nobody would know why.
struct OveragePage: Sendable {
  /// The provider's name.
  var provider: String
  /// Where the client waits.
  var location: String

  var page: Page {
    Page(
      title: "Signed in without groups",
      body: """
        <h1>You are signed in, but without your groups</h1>
        <p class="mark" role="alert"><strong>Too many groups.</strong> You are a member of more groups than \
        \(HTMLEscaping.escape(provider)) puts into a token, so it left all of them out. Tools that are allowed by \
        group will be missing.</p>
        <p>Ask your administrator to use app roles, or to send only the groups that are assigned to the application.</p>
        <div class="choice"><a class="go" href="\(HTMLEscaping.escape(location))">Continue to the application</a></div>
        """)
  }
}
