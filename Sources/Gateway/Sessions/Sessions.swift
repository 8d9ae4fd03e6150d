import JOSE
import MCP

/// Makes and reads session ids. A session is bound to its caller and its gateway by the seal itself: for anybody else its
/// id is one that was never given out.
struct Sessions: Sendable {
  let gateway: String
  let sealing: SealingKeyRing
  let ended: EndedSessions
  /// Unix time in seconds.
  let now: @Sendable () -> Int64

  private static let purpose = "mcp-session"

  func open(for caller: Caller, _ version: ProtocolVersion) -> String {
    let session = GatewaySession(
      protocolVersion: version, expiry: now() + GatewaySession.lifespan, nonce: Random.bytes(GatewaySession.nonceLength)
    )
    return sealing.seal(session.bytes, purpose: Self.purpose, context: context(caller))
  }

  /// `nil` for an id that is unknown, another caller's, expired or ended.
  func session(_ id: String, of caller: Caller) -> GatewaySession? {
    guard id.utf8.count <= 1024,
      let bytes = try? sealing.open(id, purpose: Self.purpose, context: context(caller)),
      let session = GatewaySession(bytes), session.expiry > now(), !ended.contains(session)
    else { return nil }
    return session
  }

  func end(_ session: GatewaySession) { ended.end(session, now: now()) }

  private func context(_ caller: Caller) -> String { gateway + " " + caller.sessionContext }
}
