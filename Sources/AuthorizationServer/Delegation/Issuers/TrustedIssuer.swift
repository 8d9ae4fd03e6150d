import GatewayDocument
import JOSE
import JSON
import OAuth

/// An issuer outside the gateway, and how its tokens are checked.
struct TrustedIssuer: Sendable {
  /// The clock difference that is forgiven, in seconds; not for `exp`.
  static let leeway = 60

  let configuration: TrustedIssuerConfiguration
  let keys: TrustedIssuerKeys

  init(
    _ configuration: TrustedIssuerConfiguration, transport: any UpstreamTransport,
    clock: @escaping @Sendable () -> Double
  ) {
    self.configuration = configuration
    let fetch = IssuerKeysFetch(issuer: configuration, transport: transport)
    keys = TrustedIssuerKeys(clock: clock) {
      do throws(DelegationRefusal) { return .success(try await fetch.keys()) } catch { return .failure(error) }
    }
  }

  /// - Parameters:
  ///   - audience: what `aud` must be or contain.
  ///   - now: Unix time in seconds.
  func verify(_ token: String, audience: String, now: Int) async throws(DelegationRefusal) -> JWT {
    let validator = JWTValidator(
      issuer: configuration.issuer, audience: audience, leewaySeconds: Self.leeway, requiresKeyID: false)
    let known = try await keys.current()
    do throws(TokenError) {
      return try checked(try validator.validate(token, keys: known, now: now), now)
    } catch {
      guard ExternalTokenVerifier.mayBeHealed(error) else { throw DelegationRefusal(error.description) }
    }
    let renewed = try await keys.refreshed()
    do throws(TokenError) {
      return try checked(try validator.validate(token, keys: renewed, now: now), now)
    } catch {
      throw DelegationRefusal(error.description)
    }
  }

  private func checked(_ jwt: JWT, _ now: Int) throws(TokenError) -> JWT {
    guard let expiry = jwt.claims.seconds("exp"), expiry > now else {
      throw TokenError(.expired, "token is expired")
    }
    return jwt
  }
}

extension JSONObject {
  /// A NumericDate (RFC 7519 section 2) in whole seconds, whatever a stranger wrote there; `nil` where there is no number.
  func seconds(_ name: String) -> Int? {
    guard let value = self[name]?.doubleValue else { return nil }
    return Int(Swift.min(Swift.max(value.rounded(.down), 0), 253_402_300_799))
  }

  /// The granted scopes of a token: `scp`, or `scope` as RFC 8693 section 4.2 has it.
  var scopes: [String] {
    if let list = strings("scp") { return list }
    return (self["scp"] ?? self["scope"])?.stringValue?.split(separator: " ").map(String.init) ?? []
  }
}
