import HTTP
import JOSE
import JSON

/// Who the gateway is at an identity provider.
struct ClientCredentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  /// How the client authenticates at the token endpoint (RFC 7591 section 2).
  enum Method: String, Sendable {
    case basic = "client_secret_basic"
    case post = "client_secret_post"
    case none
  }

  var id: String
  /// `nil` for a public client.
  var secret: String?
  var method: Method

  /// Adds the client to a token request (RFC 6749 section 2.3.1).
  func authenticate(_ form: inout FormParameters, _ headers: inout HTTPHeaders) {
    switch (method, secret) {
    case (.basic, let secret?):
      let credentials = PercentEncoding.encode(id) + ":" + PercentEncoding.encode(secret)
      headers["Authorization"] = "Basic " + Base64.encode(Array(credentials.utf8))
    case (.post, let secret?):
      form.add("client_id", id)
      form.add("client_secret", secret)
    default: form.add("client_id", id)
    }
  }

  var description: String { "client \(UpstreamError.quote(id))" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

extension ClientCredentials {
  var json: JSONValue {
    .object(
      JSONObject(present: [
        "i": .string(id), "s": secret.map(JSONValue.string), "m": .string(method.rawValue),
      ]))
  }

  init?(json: JSONValue?) {
    guard let id = json?["i"]?.stringValue, let method = json?["m"]?.stringValue.flatMap(Method.init) else {
      return nil
    }
    self.init(id: id, secret: json?["s"]?.stringValue, method: method)
  }
}
