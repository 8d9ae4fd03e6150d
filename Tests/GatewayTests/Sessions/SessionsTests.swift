import JOSE
import MCP
import Synchronization
import Testing

@testable import Gateway

@Suite struct SessionsTests {
  private final class Clock: Sendable {
    let seconds = Mutex<Int64>(1_800_000_000)
    func pass(_ more: Int64) { seconds.withLock { $0 += more } }
  }

  private let clock = Clock()
  private let ring = SealingKeyRing([.generate()])!

  private func sessions(_ gateway: String = "ns/team") -> Sessions {
    Sessions(
      gateway: gateway, sealing: ring, ended: EndedSessions(), now: { [clock] in clock.seconds.withLock { $0 } })
  }

  private func caller(_ issuer: String?, _ subject: String) -> Caller {
    Caller(issuer: issuer, subject: subject, user: subject, client: nil, claims: .gateway([:]))
  }

  @Test("A session says what was agreed, until it expires") func expiry() {
    let ada = caller("i", "ada")
    let id = sessions().open(for: ada, .june2025)
    #expect(sessions().session(id, of: ada)?.protocolVersion == .june2025)
    clock.pass(GatewaySession.lifespan)
    #expect(sessions().session(id, of: ada) == nil)
  }

  @Test("A session is nobody else's, and no other gateway's") func binding() {
    let id = sessions().open(for: caller("i", "ada"), .november2025)
    for other in [caller("i", "eve"), caller("j", "ada"), caller(nil, "ada"), caller("i\",\"ada", "")] {
      #expect(sessions().session(id, of: other) == nil)
    }
    #expect(sessions("ns/other").session(id, of: caller("i", "ada")) == nil)
    #expect(sessions().session(id + "A", of: caller("i", "ada")) == nil)
    #expect(sessions().session(String(repeating: "A", count: 5000), of: caller("i", "ada")) == nil)
  }

  @Test("Ended sessions are remembered within a bound") func ended() {
    let ended = EndedSessions(limit: 2)
    let all = (0..<3).map { GatewaySession(protocolVersion: .latest, expiry: 100 + Int64($0), nonce: [UInt8($0)]) }
    for session in all { ended.end(session, now: 0) }
    #expect(all.map { ended.contains($0) } == [false, true, true])
  }
}
