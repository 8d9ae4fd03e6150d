import HTTP
import JSON

/// What a resource server needs of an issuer's metadata (RFC 8414 section 2, OpenID Connect Discovery 1.0 section 3).
package struct IssuerMetadata: Sendable, Equatable {
  package static let maximumBytes = 262_144

  package let keysURI: HTTPURL

  /// Where the metadata of `issuer` may be: OpenID's place behind the path, then OAuth's between host and path.
  package static func locations(of issuer: String) -> [HTTPURL] {
    guard let url = HTTPURL(issuer) else { return [] }
    let path = url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path
    return [path + OAuthPath.openIDConfiguration, OAuthPath.authorizationServerMetadata + path].compactMap {
      HTTPURL(url.origin + $0)
    }
  }

  /// - Parameter issuer: as it is configured; the document must say exactly the same (RFC 8414 section 3.3).
  package init(reading body: [UInt8], issuer: String) throws(IssuerError) {
    guard let object = (try? JSONValue(reading: body, depth: 16))?.objectValue else {
      throw IssuerError(.metadata, "the issuer's metadata is not a JSON object")
    }
    guard let named = object["issuer"]?.stringValue, named.utf8.elementsEqual(issuer.utf8) else {
      let named = object["issuer"]?.stringValue.map { String($0.prefix(200)) } ?? ""
      throw IssuerError(.metadata, "the metadata is of the issuer '\(named)', configured is '\(issuer)'")
    }
    guard let keys = object["jwks_uri"]?.stringValue.flatMap({ HTTPURL($0) }), keys.userInfo == nil,
      keys.fragment == nil
    else { throw IssuerError(.metadata, "the issuer's metadata has no jwks_uri that is a URL") }
    keysURI = keys
  }
}
