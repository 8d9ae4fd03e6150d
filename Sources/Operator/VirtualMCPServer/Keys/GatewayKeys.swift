import GatewayDocument

/// The keys that the operator makes for a gateway, and their turns: made once, rotated by schedule and on demand, and kept
/// for as long as the Secret is there.
struct GatewayKeys {
  /// What becomes of the keys, without their values.
  struct Turn: Equatable {
    var rings = KeyRings()
    /// Keys of the Secret's data for which values have to be made.
    var created: [String] = []
    /// For the document, the one in use first.
    var signing: [String] = []
    var sealing: [String] = []
    /// A rotation was asked for, or is due, and has to wait.
    var isPending = false
    /// When to look again, in seconds since 1970.
    var nextLook: Int?
  }

  /// What the Secret holds; `nil` where there is none.
  let existing: [String: SecretValue]?
  let request: RotationRequest
  /// How long what was signed is valid, in seconds.
  let accessTokenLifespan: Int
  let refreshTokenLifespan: Int
  /// Whether the operator makes them: people may give their own.
  let makesSigning: Bool
  let makesSealing: Bool
  /// Seconds since 1970.
  let now: Int

  /// Between the clocks of whoever verifies, beside the life of a token.
  private static let leeway = 300
  /// Registrations have no end of their own; a replaced sealing key opens them for at least this long.
  private static let registrationOverlap = 30 * 86_400

  /// The signing keys' rules.
  var signingRules: RotationRules {
    RotationRules(interval: request.interval, overlap: accessTokenLifespan + Self.leeway)
  }

  /// Sealing keys change on demand only: clients carry what was sealed for as long as they like.
  var sealingRules: RotationRules {
    RotationRules(
      interval: nil, overlap: max(refreshTokenLifespan + Self.leeway, Self.registrationOverlap), keepsLast: true)
  }

  /// - Returns: `nil` when the record in the Secret cannot be read.
  func turn() -> Turn? {
    guard let rings = existing.map({ KeyRings.read($0, at: now) }) ?? KeyRings() else { return nil }
    let values = Set((existing ?? [:]).keys)
    var turn = Turn()
    var signing = KeyRing(prefix: GatewaySecretData.signingPrefix, keys: rings.signing)
    var sealing = KeyRing(prefix: GatewaySecretData.sealingPrefix, keys: rings.sealing)
    if makesSigning { turn.created += signing.complete(signingRules, values: values, at: now) }
    if makesSealing { turn.created += sealing.complete(sealingRules, values: values, at: now) }

    turn.rings.request = rings.request
    let isAsked = request.demand != nil && request.demand != rings.request && (makesSigning || makesSealing)
    if isAsked, rings.signing.isEmpty, rings.sealing.isEmpty {
      // The first keys are as new as any.
      turn.rings.request = request.demand
    } else if isAsked {
      let ready = (!makesSigning || signing.canRotate(at: now)) && (!makesSealing || sealing.canRotate(at: now))
      if ready {
        turn.rings.request = request.demand
        if makesSigning { turn.created += rotate(&signing, signingRules, values) }
        if makesSealing { turn.created += rotate(&sealing, sealingRules, values) }
      } else {
        turn.isPending = true
      }
    } else if makesSigning, signing.isDue(signingRules, at: now) {
      if signing.canRotate(at: now) {
        turn.created += rotate(&signing, signingRules, values)
      } else {
        turn.isPending = true
      }
    }
    turn.rings.signing = signing.keys
    turn.rings.sealing = sealing.keys
    if makesSigning { turn.signing = signing.accepted(signingRules, at: now) }
    if makesSealing { turn.sealing = sealing.accepted(sealingRules, at: now) }
    turn.nextLook = [
      makesSigning ? signing.nextChange(signingRules, isAsked: turn.isPending, at: now) : nil,
      makesSealing ? sealing.nextChange(sealingRules, isAsked: turn.isPending, at: now) : nil,
    ].compactMap { $0 }.min()
    return turn
  }

  /// Adds the keys of a turn to `data`, with new values for those that are made.
  /// - Returns: what is wrong with a key that is there.
  func fill(_ data: inout GatewaySecretData, _ turn: Turn, using maker: some KeyMaker) throws -> String? {
    data.set(turn.rings.secretValue, for: KeyRings.name)
    for (ring, isSigning) in [(turn.rings.signing, true), (turn.rings.sealing, false)] {
      for key in ring {
        if turn.created.contains(key.name) {
          data.set(try isSigning ? maker.signingKey() : maker.sealingKey(), for: key.name)
        } else if let value = existing?[key.name] {
          data.set(value, for: key.name)
          if let problem = isSigning ? SecretChecks.signingKey(value) : SecretChecks.sealingKey(value) {
            return "key \"\(key.name)\" \(problem); without the key a new one is made, and people log in anew"
          }
        }
      }
    }
    return nil
  }

  private func rotate(_ ring: inout KeyRing, _ rules: RotationRules, _ values: Set<String>) -> [String] {
    ring.rotate(at: now)
    return ring.complete(rules, values: values, at: now)
  }
}
