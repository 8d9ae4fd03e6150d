import GatewayDocument
import JOSE
import JSON
import OAuth

/// All issuers outside the gateway that are trusted, by their exact names.
struct TrustedIssuers: Sendable {
  private let issuers: [TrustedIssuer]

  init(
    _ configurations: [TrustedIssuerConfiguration], transport: any UpstreamTransport,
    clock: @escaping @Sendable () -> Double
  ) {
    issuers = configurations.map { TrustedIssuer($0, transport: transport, clock: clock) }
  }

  /// Who a token says issued it; nothing in it is to be trusted.
  static func claimed(_ token: String) throws(DelegationRefusal) -> JSONObject {
    do throws(TokenError) {
      return try JWT.unverifiedClaims(of: token, maximumBytes: JWS.maximumBytes)
    } catch {
      throw DelegationRefusal(error.description)
    }
  }

  func issuer(named name: String?) throws(DelegationRefusal) -> TrustedIssuer {
    guard let name, let issuer = issuers.first(where: { $0.configuration.issuer.isExactly(name) }) else {
      throw DelegationRefusal("its issuer \(UpstreamError.quote(name ?? "")) is not trusted")
    }
    return issuer
  }
}

extension String {
  /// Equal byte for byte; `==` would call texts equal that Unicode calls equivalent.
  func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension [String] {
  func containsExactly(_ text: String) -> Bool { contains { $0.isExactly(text) } }
}
