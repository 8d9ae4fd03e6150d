import HTTP
import JOSE
import JSON
import OAuth

/// Who the gateway is at an identity provider.
struct ProviderCredentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  var id: String
  /// `nil` for a public client.
  var secret: String?
  var method: ClientAuthenticationMethod

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

extension ProviderCredentials {
  var json: JSONValue {
    .object(
      JSONObject(present: [
        "i": .string(id), "s": secret.map(JSONValue.string), "m": .string(method.rawValue),
      ]))
  }

  init?(json: JSONValue?) {
    guard let id = json?["i"]?.stringValue,
      let method = json?["m"]?.stringValue.flatMap(ClientAuthenticationMethod.init(rawValue:))
    else {
      return nil
    }
    self.init(id: id, secret: json?["s"]?.stringValue, method: method)
  }
}
