import HTTP
import JOSE
import JSON

/// How an issuer is asked about a token, by its address: as RFC 7662 says, or as Google and GitHub do it.
enum IntrospectionForm: Sendable, Equatable {
  case standard, google, gitHub

  static let maximumBytes = 65_536

  init(_ url: HTTPURL) {
    switch (url.host, url.path) {
    case ("oauth2.googleapis.com", "/tokeninfo"): self = .google
    case ("api.github.com", let path) where path.hasPrefix("/applications/") && path.hasSuffix("/token"): self = .gitHub
    default: self = .standard
    }
  }

  /// Method, address, fields and body of the question.
  func question(
    _ token: String, at url: HTTPURL, _ settings: IssuerSettings
  ) -> (method: String, url: HTTPURL, headers: HTTPHeaders, body: [UInt8]) {
    var headers: HTTPHeaders = ["Accept": "application/json"]
    if self != .google { headers["Authorization"] = Self.credentials(settings) }
    switch self {
    case .google:
      let query = FormParameters([("access_token", token)]).encoded
      return ("GET", HTTPURL(url.origin + url.path + "?" + query) ?? url, headers, [])
    case .gitHub:
      headers["Content-Type"] = "application/json"
      headers["Accept"] = "application/vnd.github+json"
      return ("POST", url, headers, (["access_token": .string(token)] as JSONValue).bytes())
    case .standard:
      headers["Content-Type"] = "application/x-www-form-urlencoded"
      var form = FormParameters([("token", token), ("token_type_hint", "access_token")])
      if headers["Authorization"] == nil, let client = settings.clientID { form.add("client_id", client) }
      return ("POST", url, headers, Array(form.encoded.utf8))
    }
  }

  /// The claims of a token that is good; `nil` for one that is not.
  /// - Throws: for an answer that says neither.
  func claims(_ response: IssuerResponse, _ settings: IssuerSettings) throws(IssuerError) -> JSONObject? {
    switch (self, response.status) {
    case (.google, 400), (.gitHub, 404), (.gitHub, 422): return nil
    case (_, 200): break
    case (_, 429), (_, 500...): throw IssuerError(.unreachable, "introspection answered \(response.status)")
    default: throw IssuerError(.introspection, "introspection answered \(response.status)")
    }
    guard let object = (try? JSONValue(reading: response.body, depth: 16))?.objectValue else {
      throw IssuerError(.introspection, "the answer to introspection is not a JSON object")
    }
    switch self {
    case .standard:
      guard let isActive = object["active"]?.boolValue else {
        throw IssuerError(.introspection, "the answer to introspection does not say whether the token is active")
      }
      guard isActive else { return nil }
      var claims = object
      claims["active"] = nil
      return claims
    case .google: return Self.ofGoogle(object)
    case .gitHub: return Self.ofGitHub(object)
    }
  }

  /// RFC 6749 section 2.3.1.
  private static func credentials(_ settings: IssuerSettings) -> String? {
    guard let client = settings.clientID, let secret = settings.clientSecret else { return nil }
    let pair = PercentEncoding.encode(client) + ":" + PercentEncoding.encode(secret.text)
    return "Basic " + Base64.encode(Array(pair.utf8))
  }

  /// Google writes numbers as text and names no issuer.
  private static func ofGoogle(_ object: JSONObject) -> JSONObject {
    var claims = object
    for name in ["exp", "iat"] {
      if let seconds = object[name]?.stringValue.flatMap({ Int($0) }) { claims[name] = .int(seconds) }
    }
    if claims["iss"] == nil { claims["iss"] = "https://accounts.google.com" }
    return claims
  }

  /// GitHub describes a user and an application. The user's number stays when the name is given to somebody else.
  private static func ofGitHub(_ object: JSONObject) -> JSONObject {
    var claims: JSONObject = [:]
    let user = object["user"]?.objectValue ?? [:]
    claims["sub"] = user["id"]?.intValue.map { .string(String($0)) }
    claims["login"] = user["login"]
    claims["name"] = user["name"]?.stringValue.map(JSONValue.string) ?? user["login"]
    claims["email"] = user["email"]?.stringValue.map(JSONValue.string)
    claims["aud"] = object["app"]?["client_id"]
    let scopes = object["scopes"]?.arrayValue?.compactMap(\.stringValue) ?? []
    claims["scope"] = .string(scopes.joined(separator: " "))
    return claims
  }
}
