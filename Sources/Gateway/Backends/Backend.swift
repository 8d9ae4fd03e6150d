import GatewayDocument
import HTTP
import HTTPEdge
import JOSE
import MCP
import OutgoingAuthentication
import Synchronization

/// One backend as the gateway knows it now. It outlives snapshots: a new document that leaves the backend as it is keeps
/// its sessions and its tools.
final class Backend: Sendable {
  private struct State {
    var tools: [Tool] = []
    var health: BackendHealth
  }

  let configuration: BackendConfiguration
  let url: HTTPURL
  let authenticator: BackendAuthenticator
  /// Whom connections to an https backend trust; the authorities of the system when `nil`.
  let security: HTTPClientSecurity?
  /// Of the secrets that both were made with.
  let secretsDigest: SHA256Digest
  /// The gateway's own session, which everybody shares at a backend that knows no people.
  let shared = SessionSlot()
  /// At a backend where each person has credentials of their own: everything that is theirs.
  let people = PersonalBackends()
  /// Set once the first attempt to read the tools has ended, well or not.
  let firstAttempt = Latch()
  /// Grows with every change of the tools or of whether they are listed.
  let revision = Atomic<Int>(0)
  private let number = Atomic<Int>(1)
  private let state: Mutex<State>

  init(
    _ configuration: BackendConfiguration, url: HTTPURL, authenticator: BackendAuthenticator,
    security: HTTPClientSecurity?, secretsDigest: SHA256Digest
  ) {
    self.configuration = configuration
    self.url = url
    self.authenticator = authenticator
    self.security = security
    self.secretsDigest = secretsDigest
    let isProbed = authenticator.hasOwnCredential
    state = Mutex(State(health: BackendHealth(isProbed: isProbed)))
    // Nobody looks at it before somebody comes, so nobody has to wait for that.
    if !isProbed { firstAttempt.open() }
  }

  var name: String { configuration.name }
  var timeout: Duration { .seconds(configuration.timeoutSeconds) }
  var isPersonal: Bool { authenticator.isPersonal }
  /// What everybody is shown; empty where each person is shown their own.
  var tools: [Tool] { state.withLock { $0.tools } }
  var health: BackendHealth { state.withLock { $0.health } }

  /// The protocol version of the gateway's own session.
  var sessionVersion: String? { shared.session?.protocolVersion }

  /// Identifies a request, or a session, among all of this backend's.
  func nextNumber() -> Int { number.wrappingAdd(1, ordering: .relaxed).oldValue }

  func succeeded(_ tools: [Tool]) {
    let isChanged = state.withLock { state in
      let isSame = state.health.isListed && state.tools.map(\.text) == tools.map(\.text)
      state.tools = tools
      state.health.succeeded()
      return !isSame
    }
    if isChanged { revision.add(1, ordering: .releasing) }
    firstAttempt.open()
  }

  /// A person was shown tools: it is well, whatever the gateway itself knows of it.
  func answered() { succeeded([]) }

  func failed(_ failure: BackendFailure) {
    let isChanged = state.withLock { state in
      let wasListed = state.health.isListed
      state.health.failed(failure.code)
      return wasListed != state.health.isListed
    }
    if isChanged { revision.add(1, ordering: .releasing) }
    firstAttempt.open()
  }
}
