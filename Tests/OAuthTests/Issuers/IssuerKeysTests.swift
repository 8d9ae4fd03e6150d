import JOSE
import JSON
import Testing

@testable import OAuth

@Suite struct IssuerKeysTests {
  let script = ScriptedIssuer()

  @Test("keys are asked for when the first token comes, once for many, and then not again")
  func lazy() async {
    let issuer = script.issuer()
    #expect(script.paths.isEmpty)
    script.change { $0.hold = { await Task.yield() } }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 { group.addTask { await issuer.isGood(script.token()) } }
      for await isGood in group { #expect(isGood) }
    }
    #expect(script.paths == ["/tenant/.well-known/openid-configuration", "/keys"])
  }

  @Test("an issuer that does not answer is tried again, then left alone for a while, and a token is not called bad")
  func outage() async {
    let issuer = script.issuer()
    script.change { $0.isDown = true }
    #expect(await issuer.outage(script.token())?.code == .unreachable)
    #expect(script.requests.count == 3)
    #expect(script.state.withLock { $0.pauses } == [0.5, 2])
    #expect(await issuer.outage(script.token()) != nil)
    #expect(script.requests.count == 3)
    script.change {
      $0.isDown = false
      $0.now += 1
    }
    #expect(await issuer.isGood(script.token()))
  }

  @Test("the back-off grows to 30 seconds", arguments: [(1, 1.0), (2, 2), (5, 16), (6, 30), (1000, 30)])
  func backOff(_ failures: Int, _ seconds: Double) {
    #expect(IssuerKeyTiming().backOff(afterFailures: failures) == seconds)
  }

  @Test("an answer that cannot be used is not asked for again at once") func unusable() async {
    let issuer = script.issuer()
    script.change { $0.answers["/keys"] = (200, "{}") }
    #expect(await issuer.outage(script.token())?.code == .keys)
    #expect(script.requests.count == 2)
  }

  @Test("DIV-34: an unknown key makes the issuer be asked again, at most every 30 seconds") func rotation() async {
    let issuer = script.issuer()
    #expect(await issuer.isGood(script.token()))
    let next = PrivateKey.generate()
    script.change {
      $0.keys = [JWK(next)]
      $0.now += 29
    }
    #expect(await issuer.code(script.token(key: next)) == .unknownKey)
    #expect(script.requests.count == 2)
    script.change { $0.now += 1 }
    #expect(await issuer.isGood(script.token(key: next)))
    #expect(script.requests.count == 4)
    for _ in 0..<50 { #expect(await issuer.code(script.token(key: .generate())) == .unknownKey) }
    #expect(script.requests.count == 4)
    #expect(await issuer.code(script.token()) == .unknownKey, "the withdrawn key")
  }

  @Test("old keys are renewed in the background, and used while the issuer is down, for a day at most")
  func stale() async throws {
    let issuer = script.issuer()
    #expect(await issuer.isGood(script.token()))
    script.change { $0.now += 901 }
    #expect(await issuer.isGood(script.token()))
    for _ in 0..<1000 where script.requests.count < 4 { await Task.yield() }
    #expect(script.requests.count == 4)
    script.change {
      $0.isDown = true
      $0.now += 80_000
    }
    #expect(await issuer.isGood(script.token()))
    script.change { $0.now += 10_000 }
    #expect(await issuer.outage(script.token()) != nil)
    #expect(issuer.keys.atHand == nil)
    #expect(script.state.withLock { $0.reports }.isEmpty == false)
  }

  @Test("after an hour without use a withdrawn key is no longer believed") func waits() async {
    let issuer = script.issuer()
    #expect(await issuer.isGood(script.token()))
    script.change {
      $0.keys = [JWK(.generate())]
      $0.now += 3600
    }
    #expect(await issuer.code(script.token()) == .unknownKey)
  }

  @Test("the generation tells whether keys are others") func generation() async throws {
    let issuer = script.issuer()
    let first = try await issuer.keys.current()
    script.change { $0.now += 3600 }
    #expect(try await issuer.keys.current().generation == first.generation)
    script.change {
      $0.keys.append(JWK(.generate()))
      $0.now += 3600
    }
    #expect(try await issuer.keys.current().generation != first.generation)
  }
}
