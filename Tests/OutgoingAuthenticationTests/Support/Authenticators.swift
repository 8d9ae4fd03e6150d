import GatewayDocument
import HTTP
import JOSE
import JSON
import Synchronization

@testable import OutgoingAuthentication

/// A clock that a test turns.
final class TurnedClock: Sendable {
  private let time = Mutex(1_800_000_000.0)

  var now: Double { time.withLock { $0 } }
  func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
}

func authenticator(
  _ authentication: BackendAuthentication, headers: [BackendHeader] = [], secrets: [String: String] = [:],
  endpoints: ScriptedEndpoints = ScriptedEndpoints(), clock: TurnedClock = TurnedClock()
) throws -> BackendAuthenticator {
  var backend = BackendConfiguration()
  backend.name = "github"
  backend.url = "http://github/mcp"
  backend.authentication = authentication
  backend.headers = headers
  return try BackendAuthenticator(
    backend, secrets: GatewaySecrets(secrets.mapValues { SecretValue(Array($0.utf8)) }), transport: endpoints,
    clock: { clock.now })
}

extension BackendAuthenticator {
  /// The fields that a request to the backend would carry.
  func fields(for caller: OutgoingCaller?) async throws -> HTTPHeaders {
    let credential = try await credential(for: caller)
    guard let url = HTTPURL("https://backend.example/mcp") else { return [:] }
    return fields(for: CredentialedRequest(method: "POST", url: url, headers: [:], body: []), credential)
  }
}

/// A JWT that nobody signed: only its claims are looked at here.
func jwt(_ claims: JSONObject) -> String {
  "\(Base64URL.encode(Array(#"{"alg":"none"}"#.utf8))).\(Base64URL.encode(JSONValue.object(claims).bytes())).AA"
}
