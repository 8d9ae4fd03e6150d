import HTTP

/// Asks a person whether a client may act for them: who asks, where the answer goes, for which team.
struct ConsentPage: Sendable {
  var clientName: String
  var redirectURI: String
  var team: String
  /// The hosts of the identity providers that come next, in their order.
  var providers: [String]
  var scopes: [String]
  /// Where the form is posted.
  var action: String
  /// The sealed request that the answer is about.
  var request: String
  /// Who vouches for the application's name, by serving the document that describes it; `nil` when nobody does.
  var documentHost: String?

  var page: Page {
    let name = Self.name(clientName.isEmpty ? documentHost ?? "" : clientName)
    return Page(
      title: "Allow \(name) to use \(team)?",
      body: """
        <h1>Allow <q>\(HTMLEscaping.escape(name))</q> to use \(HTMLEscaping.escape(team))?</h1>
        <p class="mark">\(mark)</p>
        <dl>
        \(publisher)\
        <div><dt>Returns to</dt><dd>\(HTMLEscaping.escape(Self.destination(redirectURI)))</dd></div>
        <div><dt>It may</dt><dd>\(HTMLEscaping.escape(Self.abilities(scopes)))</dd></div>
        <div><dt>You sign in at</dt><dd>\(HTMLEscaping.escape(providers.joined(separator: ", then ")))</dd></div>
        </dl>
        <form method="post" action="\(HTMLEscaping.escape(action))">
        <input type="hidden" name="request" value="\(HTMLEscaping.escape(request))">
        <div class="choice">
        <button class="go" type="submit" name="decision" value="allow">Allow</button>
        <button type="submit" name="decision" value="deny">Deny</button>
        </div>
        </form>
        <p class="note">Allow it only if you started this yourself a moment ago.</p>
        """)
  }

  private var isOnDevice: Bool {
    guard let url = HTTPURL(redirectURI), ["http", "https"].contains(url.scheme) else { return true }
    return url.isLoopback
  }

  /// What is known of who asks: the name alone is worth nothing.
  private var mark: String {
    guard let documentHost else {
      return "<strong>Unverified application.</strong> It registered itself and chose this name; "
        + "nobody has checked who it is."
    }
    let host = HTMLEscaping.escape(documentHost)
    let described = "<strong>\(host)</strong> describes an application of this name."
    return isOnDevice
      ? described + " Any program on this device can claim to be it: nobody has checked which one asks."
      : described + " Allow it only if you trust that site."
  }

  private var publisher: String {
    documentHost.map { "<div><dt>Described by</dt><dd>\(HTMLEscaping.escape($0))</dd></div>\n" } ?? ""
  }

  private static func name(_ name: String) -> String {
    let shown = HTMLText.display(name)
    return shown.isEmpty ? "an application without a name" : shown
  }

  /// Where the authorization code will go, in words: the host is what people can judge.
  static func destination(_ redirectURI: String) -> String {
    guard let url = HTTPURL(redirectURI), ["http", "https"].contains(url.scheme) else {
      return "the application on this device that opens \(redirectURI.prefix { $0 != ":" }.lowercased()): links"
    }
    let host = url.host + (url.port.map { ":\($0)" } ?? "")
    return url.isLoopback ? "an application on this device (\(host))" : host
  }

  private static func abilities(_ scopes: [String]) -> String {
    "use the team's tools as you" + (scopes.contains("offline_access") ? ", and stay signed in" : "")
  }
}
