import JSON
import OAuth

/// Who acts for a subject, and for whom they acted before (RFC 8693 section 4.1).
enum ActorChain {
  static let deepest = 10
  /// In bytes of JSON.
  static let largest = 8192

  /// The `act` claim with a new actor in front. Of what a chain holds only the names are kept.
  /// - Parameter previous: the subject token's.
  /// - Throws: `invalid_request` for a chain that cannot be read or grows too long.
  static func adding(_ actor: String, issuer: String, to previous: JSONValue?) throws(OAuthError) -> JSONObject {
    var names: [JSONObject] = []
    var next = previous
    while let link = next {
      guard names.count < deepest - 1 else { throw refused("is longer than \(deepest)") }
      guard let object = link.objectValue, let subject = object["sub"]?.stringValue else {
        throw refused("has a link without a name")
      }
      var name: JSONObject = ["sub": .string(subject)]
      if let issuer = object["iss"] {
        guard let issuer = issuer.stringValue else { throw refused("has a link without a name") }
        name["iss"] = .string(issuer)
      }
      names.append(name)
      next = object["act"]
    }
    var chain: JSONObject?
    for name in names.reversed() {
      var link = name
      link["act"] = chain.map(JSONValue.object)
      chain = link
    }
    var result: JSONObject = ["iss": .string(issuer), "sub": .string(actor)]
    result["act"] = chain.map(JSONValue.object)
    guard JSONValue.object(result).bytes().count <= largest else { throw refused("is larger than \(largest) bytes") }
    return result
  }

  private static func refused(_ reason: String) -> OAuthError {
    OAuthError(.invalidRequest, "the chain of actors " + reason)
  }
}
