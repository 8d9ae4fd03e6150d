import Policy
import Synchronization

/// Remembers the principal of one caller, made once for the policies in force.
final class PrincipalMemory: Sendable {
  private let known: Mutex<(policies: ObjectIdentifier, result: Result<Principal?, PrincipalError>)?> = Mutex(nil)

  /// The principal of these claims; always the same claims for one memory.
  func principal(_ claims: IdentityClaims, _ decider: Decider) throws(PrincipalError) -> Principal? {
    guard let policies = decider.policies else { return nil }
    let key = ObjectIdentifier(policies)
    if let known = known.withLock({ $0 }), known.policies == key { return try known.result.get() }
    let result = Result { () throws(PrincipalError) in try decider.principal(claims) }
    known.withLock { $0 = (key, result) }
    return try result.get()
  }
}
