import HTTP
import JOSE
import JSON
import Synchronization

@testable import OAuth

/// An issuer that answers as a test says, on a clock that the test moves.
final class ScriptedIssuer: IssuerTransport {
  struct Down: Error {}

  struct State {
    var keys: [JWK]
    var now = 1_000.0
    var isDown = false
    /// What an address answers instead, by path.
    var answers: [String: (status: Int, body: String)] = [:]
    var requests: [IssuerRequest] = []
    var reports: [IssuerError] = []
    var pauses: [Double] = []
    /// Awaited before each answer.
    var hold: (@Sendable () async -> Void)?
  }

  static let name = "https://idp.example.com/tenant"
  static let audience = "https://team.example.com"
  /// Unix time of tokens.
  static let now = 1_800_000_000

  let key: PrivateKey
  let state: Mutex<State>

  init(key: PrivateKey = .generate()) {
    self.key = key
    state = Mutex(State(keys: [JWK(key)]))
  }

  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }
  var requests: [IssuerRequest] { state.withLock { $0.requests } }
  /// Paths that were asked for, in order.
  var paths: [String] { requests.map(\.url.path) }

  func send(_ request: IssuerRequest) async throws -> IssuerResponse {
    let hold = state.withLock { state in
      state.requests.append(request)
      return state.hold
    }
    await hold?()
    return try state.withLock { state in
      guard !state.isDown else { throw Down() }
      if let answer = state.answers[request.url.path] {
        return IssuerResponse(status: answer.status, body: Array(answer.body.utf8))
      }
      switch request.url.path {
      case "/tenant/.well-known/openid-configuration": return Self.answer(Self.metadata)
      case "/keys": return Self.answer(JWKSet(state.keys).json)
      default: return IssuerResponse(status: 404, body: [])
      }
    }
  }

  static var metadata: JSONValue { ["issuer": .string(name), "jwks_uri": "https://idp.example.com/keys"] }

  static func answer(_ value: JSONValue) -> IssuerResponse { IssuerResponse(status: 200, body: value.bytes()) }

  func issuer(_ adjust: (inout IssuerSettings) -> Void = { _ in }) -> ExternalIssuer {
    var settings = IssuerSettings(issuer: Self.name)
    adjust(&settings)
    return ExternalIssuer(
      settings, audience: Self.audience, leewaySeconds: 5, transport: self,
      clock: { [self] in state.withLock { $0.now } },
      pause: { [self] seconds in
        state.withLock { state in
          state.pauses.append(seconds)
          state.now += seconds
        }
      }, report: { [self] error in state.withLock { $0.reports.append(error) } })
  }

  static var claims: JSONObject {
    [
      "iss": .string(name), "aud": .string(audience), "sub": "ada", "exp": .int(now + 600), "iat": .int(now),
      "groups": ["dev"],
    ]
  }

  func token(_ changes: JSONObject = [:], key: PrivateKey? = nil) -> String {
    var claims = Self.claims
    for (name, value) in changes { claims[name] = value.isNull ? JSONValue?.none : value }
    return JWT.sign(claims, with: key ?? self.key)
  }
}

extension ExternalIssuer {
  /// The claims of a token that is good, or why it is not.
  func judge(_ token: String, now: Int = ScriptedIssuer.now) async -> Result<JSONObject, Failure> {
    do throws(Failure) {
      return .success(try await verify(token, digest: SHA256Digest(of: token), now: now).claims)
    } catch {
      return .failure(error)
    }
  }

  func code(_ token: String, now: Int = ScriptedIssuer.now) async -> TokenError.Code? {
    if case .failure(.token(let error)) = await judge(token, now: now) { error.code } else { nil }
  }

  func isGood(_ token: String, now: Int = ScriptedIssuer.now) async -> Bool {
    if case .success = await judge(token, now: now) { true } else { false }
  }

  /// Why no answer could be given.
  func outage(_ token: String, now: Int = ScriptedIssuer.now) async -> IssuerError? {
    if case .failure(.issuer(let error)) = await judge(token, now: now) { error } else { nil }
  }
}
