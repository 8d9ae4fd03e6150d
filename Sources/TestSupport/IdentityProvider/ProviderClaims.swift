import JOSE
import JSON

/// The claims of one login's tokens, as Okta's and Entra ID's documentation shows them.
struct ProviderClaims {
  let configuration: IdentityProviderConfiguration
  let issuer: String
  let grant: ProviderGrant
  let user: IdentityProviderUser
  let now: Int

  var access: JSONObject {
    let groups = JSONValue.array(user.groups.map { .string($0) })
    var claims: JSONObject = [
      "iss": .string(issuer), "iat": .int(now), "exp": .int(now + configuration.accessTokenLifetime),
    ]
    switch configuration.flavor {
    case .okta:
      claims["ver"] = 1
      claims["jti"] = .string("AT." + Random.token())
      claims["aud"] = .string(configuration.audience ?? "api://default")
      claims["cid"] = .string(grant.clientID)
      claims["uid"] = .string(Self.subject(user, .okta, clientID: grant.clientID))
      claims["scp"] = .array(grant.scopes.map { .string($0) })
      claims["auth_time"] = .int(grant.authenticationTime)
      claims["sub"] = .string(user.login)
      claims["groups"] = groups
    case .entra:
      let resource = "api://\(grant.clientID)"
      let scopes = grant.scopes.filter { $0.hasPrefix(resource + "/") }.map { $0.dropFirst(resource.count + 1) }
      claims["ver"] = "2.0"
      claims["aud"] = .string(configuration.audience ?? resource)
      claims["nbf"] = .int(now)
      claims["azp"] = .string(grant.clientID)
      claims["scp"] = .string(scopes.joined(separator: " "))
      claims["sub"] = .string(Self.subject(user, .entra, clientID: grant.clientID))
      addDirectoryClaims(&claims)
      claims["roles"] = groups
    case .github: break
    }
    return claims
  }

  /// - Parameter withNonce: an ID token of a refresh has none.
  func identity(accessToken: String, withNonce: Bool) -> JSONObject {
    var claims: JSONObject = [
      "iss": .string(issuer), "aud": .string(grant.clientID), "iat": .int(now), "exp": .int(now + 3600),
      "sub": .string(Self.subject(user, configuration.flavor, clientID: grant.clientID)),
      "name": .string(user.displayName), "preferred_username": .string(user.login),
      "auth_time": .int(grant.authenticationTime),
      "at_hash": .string(Base64URL.encode(SHA256Digest(of: accessToken).bytes.prefix(16))),
    ]
    if withNonce, let nonce = grant.nonce { claims["nonce"] = .string(nonce) }
    switch configuration.flavor {
    case .okta:
      claims["ver"] = 1
      claims["jti"] = .string("ID." + Random.token())
      claims["amr"] = ["pwd"]
      claims["email"] = .string(user.login)
      claims["email_verified"] = true
    case .entra:
      claims["ver"] = "2.0"
      claims["nbf"] = .int(now)
      addDirectoryClaims(&claims)
      claims["roles"] = .array(user.groups.map { .string($0) })
    case .github: break
    }
    return claims
  }

  /// Okta's ID tokens name a person by the directory's id; Entra ID by one that differs for each application.
  static func subject(
    _ user: IdentityProviderUser, _ flavor: IdentityProviderConfiguration.Flavor, clientID: String
  ) -> String {
    switch flavor {
    case .okta: "00u" + SHA256Digest(of: user.login).base64URL.filter { $0.isLetter || $0.isNumber }.prefix(17)
    case .entra: SHA256Digest(of: user.login + "\n" + clientID).base64URL
    case .github: user.login
    }
  }

  private func addDirectoryClaims(_ claims: inout JSONObject) {
    claims["oid"] = .string(Self.uuid(user.login))
    claims["tid"] = .string(issuer.split(separator: "/").dropLast().last.map(String.init) ?? "")
    claims["name"] = .string(user.displayName)
    claims["preferred_username"] = .string(user.login)
    addGroups(&claims)
  }

  /// Object identifiers of groups, or for who is in too many the place to ask for them.
  private func addGroups(_ claims: inout JSONObject) {
    guard configuration.emitsGroups else { return }
    guard user.groups.count > configuration.groupLimit else {
      return claims["groups"] = .array(user.groups.map { .string(Self.uuid("group " + $0)) })
    }
    claims["_claim_names"] = ["groups": "src1"]
    claims["_claim_sources"] = [
      "src1": ["endpoint": .string("https://graph.windows.net/users/\(Self.uuid(user.login))/getMemberObjects")]
    ]
  }

  /// An identifier in the form of a UUID that is always the same for a text.
  private static func uuid(_ text: String) -> String {
    let hexadecimal = SHA256Digest(of: text).bytes.prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    var rest = Substring(hexadecimal)
    return [8, 4, 4, 4, 12].map { length in
      defer { rest = rest.dropFirst(length) }
      return String(rest.prefix(length))
    }.joined(separator: "-")
  }
}
