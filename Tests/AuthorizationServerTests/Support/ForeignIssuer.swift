import GatewayDocument
import JOSE
import JSON
import OAuth

@testable import AuthorizationServer

/// An issuer outside the gateway, with a key of its own.
struct ForeignIssuer {
  static let issuer = "https://agents.example"
  static let keysURL = "https://agents.example/keys"
  var key = PrivateKey.generate()

  static func configuration(
    _ change: (inout TrustedIssuerConfiguration) -> Void = { _ in }
  ) -> TrustedIssuerConfiguration {
    var configuration = TrustedIssuerConfiguration()
    configuration.issuer = issuer
    configuration.keysURL = keysURL
    configuration.expectedAudience = Scene.audience
    configuration.allowedActors = ["orchestrator"]
    configuration.allowedDelegateClients = [ConfiguredClientTests.id]
    change(&configuration)
    return configuration
  }

  static func assertions(_ change: (inout AssertionConfiguration) -> Void = { _ in }) -> AssertionConfiguration {
    var assertions = AssertionConfiguration()
    assertions.maximumAgeSeconds = 300
    var subject = AssertionSubject()
    subject.subject = "build-agent"
    subject.allowedResources = [Scene.audience]
    assertions.subjects = [subject]
    change(&assertions)
    return assertions
  }

  func serveKeys(_ scene: Scene, status: Int = 200) {
    let body = JWKSet([JWK(key)]).json.bytes()
    scene.provider.change { $0.documents[Self.keysURL] = UpstreamResponse(status: status, body: body) }
  }

  /// - Parameter changes: over the claims of a good token; `null` removes one.
  func token(_ scene: Scene, _ changes: JSONObject = [:], type: String = "JWT") -> String {
    let now = Int(scene.clock.now)
    var claims: JSONObject = [
      "iss": .string(Self.issuer), "sub": "build-agent", "aud": .string(Scene.audience), "azp": "orchestrator",
      "iat": .int(now), "exp": .int(now + 300), "scope": "openid profile admin",
    ]
    for (key, value) in changes { claims[key] = value }
    claims.removeAll { $0.value.isNull }
    return JWT.sign(claims, with: key, type: type)
  }
}

extension Scene {
  /// With the configured client of `ConfiguredClientTests` and the issuer of `ForeignIssuer`.
  static func delegating(
    _ change: (inout AuthorizationServerConfiguration) -> Void = { _ in }
  ) throws -> Scene {
    try Scene(secrets: ConfiguredClientTests.secrets) {
      $0.clients.configured = [ConfiguredClientTests.client()]
      $0.trustedIssuers = [ForeignIssuer.configuration()]
      change(&$0)
    }
  }
}
