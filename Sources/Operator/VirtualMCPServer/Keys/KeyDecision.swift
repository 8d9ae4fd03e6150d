import FoundationEssentials
import GatewayDocument
import Kubernetes

/// The part of a VirtualMCPServer's decision that is about keys.
struct KeyDecision {
  private let keys: GatewayKeys
  private let turn: GatewayKeys.Turn?
  private let hasServer: Bool
  private let secretName: String

  /// - Parameter server: `nil` where no authorization server runs; nothing is made then, and what is there is kept.
  init(_ snapshot: VirtualMCPServerSnapshot, settings: OperatorSettings, server: AuthorizationServerConfiguration?) {
    let defaults = AuthorizationServerConfiguration()
    secretName = ClusterNames.gatewaySecrets(snapshot.server.metadata.name)
    hasServer = server != nil
    keys = GatewayKeys(
      existing: snapshot.ownSecret,
      request: RotationRequest(
        annotations: snapshot.server.metadata.annotations, standard: settings.keyRotationInterval),
      accessTokenLifespan: (server ?? defaults).accessTokenLifespanSeconds,
      refreshTokenLifespan: (server ?? defaults).refreshTokenLifespanSeconds,
      makesSigning: server?.signingKeys.isEmpty ?? false, makesSealing: server?.sealingKeys.isEmpty ?? false,
      now: snapshot.now)
    turn = keys.turn()
  }

  /// Whether new keys would be made.
  var makesKeys: Bool { !(turn?.created.isEmpty ?? true) }

  /// Seconds.
  var lookAgainAfter: Int? { turn?.nextLook.map { max(1, $0 - keys.now) } }

  /// Names the keys in the server's configuration.
  /// - Returns: whether the gateway can have its keys; the conditions say why not.
  func decide(_ server: inout AuthorizationServerConfiguration?, _ conditions: inout Conditions) -> Bool {
    guard let turn else {
      conditions.fails(
        VirtualMCPServerReason.keysUnreadable,
        "key \"\(KeyRings.name)\" of Secret \"\(secretName)\" cannot be read; without that Secret new keys are made, and "
          + "people log in anew")
      return false
    }
    guard hasServer else { return true }
    if keys.makesSigning { server?.signingKeys = turn.signing }
    if keys.makesSealing { server?.sealingKeys = turn.sealing }
    if let problem = keys.request.problem {
      conditions.fails(VirtualMCPServerReason.rotationInvalid, problem)
    } else if turn.isPending {
      conditions.fails(
        VirtualMCPServerReason.rotationPending, "the rotation waits until every replica knows the next key")
    } else if keys.makesSigning {
      conditions.holds(VirtualMCPServerReason.keysCurrent, summary(turn))
    } else {
      conditions.holds(VirtualMCPServerReason.keysGiven, "Keys of the Secrets that the spec names are used")
    }
    return true
  }

  /// - Returns: what is wrong with a key that is there.
  func fill(_ data: inout GatewaySecretData, using maker: some KeyMaker) throws -> String? {
    guard let turn, hasServer || keys.existing?[KeyRings.name] != nil else { return nil }
    return try keys.fill(&data, turn, using: maker).map { "Secret \"\(secretName)\": \($0)" }
  }

  private func summary(_ turn: GatewayKeys.Turn) -> String {
    let ring = KeyRing(prefix: GatewaySecretData.signingPrefix, keys: turn.rings.signing)
    guard let current = ring.current, let since = current.activated else { return "" }
    var text = "\(current.name) signs since \(Self.text(since))"
    if let interval = keys.request.interval { text += ", until \(Self.text(since + interval))" }
    for key in ring.previous where turn.signing.contains(key.name) {
      text += "; \(key.name) is accepted until \(Self.text((key.retired ?? 0) + keys.signingRules.overlap))"
    }
    return text
  }

  private static func text(_ seconds: Int) -> String {
    KubernetesTime.text(Date(timeIntervalSince1970: Double(seconds)))
  }
}
