import GatewayDocument
import Testing

@testable import Operator

@Suite struct KeyRingTests {
  private static let hour = 3600

  /// A Secret over time: what is decided is stored, and the next decision sees it.
  private struct Life {
    var secret: [String: SecretValue]?
    var now = 1_800_000_000
    var interval: Int? = 24 * KeyRingTests.hour
    var demand: String?

    var keys: GatewayKeys {
      var annotations: [String: String] = [:]
      annotations[RotationRequest.onDemand] = demand
      return GatewayKeys(
        existing: secret, request: RotationRequest(annotations: annotations, standard: interval),
        accessTokenLifespan: KeyRingTests.hour, refreshTokenLifespan: 7 * 24 * KeyRingTests.hour, makesSigning: true,
        makesSealing: true, now: now)
    }

    @discardableResult
    mutating func step(_ seconds: Int = 0) throws -> GatewayKeys.Turn {
      now += seconds
      let turn = try #require(keys.turn())
      var data = GatewaySecretData(namespace: "team", available: [:])
      _ = try keys.fill(&data, turn, using: CountingKeys())
      secret = data.values
      return turn
    }
  }

  @Test func `the first keys are made together with the ones that come next`() throws {
    var life = Life()
    let turn = try life.step()
    #expect(turn.signing == ["signing-1", "signing-2"])
    #expect(turn.sealing == ["sealing-1", "sealing-2"])
    #expect(Set(turn.created) == ["signing-1", "signing-2", "sealing-1", "sealing-2"])
    let again = try life.step(10)
    #expect(again.created.isEmpty && again.signing == turn.signing && again.rings == turn.rings)
    #expect(again.nextLook == life.now - 10 + 24 * Self.hour)
  }

  @Test func `by schedule: the next signs, the last is accepted until its tokens have expired, then forgotten`() throws
  {
    var life = Life()
    try life.step()
    let turn = try life.step(24 * Self.hour)
    #expect(turn.signing == ["signing-2", "signing-3", "signing-1"])
    #expect(turn.created == ["signing-3"])
    #expect(turn.sealing == ["sealing-1", "sealing-2"], "clients carry sealed registrations: no schedule")
    #expect(try life.step(Self.hour + 299).signing == ["signing-2", "signing-3", "signing-1"])
    #expect(try life.step(1).signing == ["signing-2", "signing-3"])
    #expect(life.secret?["signing-1"] != nil, "whoever still reads the old document finds the key")
    try life.step(60)
    #expect(life.secret?["signing-1"] == nil)
  }

  @Test func `on demand: once for each new value, and not before everybody knows the next key`() throws {
    var life = Life()
    life.demand = "at birth"
    #expect(try life.step().signing == ["signing-1", "signing-2"])
    #expect(try life.step(100).signing == ["signing-1", "signing-2"])
    life.demand = "now"
    let turn = try life.step()
    #expect(turn.signing == ["signing-2", "signing-3", "signing-1"])
    #expect(turn.sealing == ["sealing-2", "sealing-3", "sealing-1"])
    #expect(try life.step(5).rings == turn.rings)
    life.demand = "again"
    let waiting = try life.step(5)
    #expect(waiting.isPending && waiting.signing == turn.signing)
    #expect(waiting.nextLook == life.now + 50)
    #expect(try life.step(50).signing == ["signing-3", "signing-4", "signing-2", "signing-1"])
  }

  @Test func `a replaced sealing key opens registrations until the next rotation at least`() throws {
    var life = Life()
    life.interval = nil
    try life.step()
    life.demand = "1"
    try life.step(100)
    #expect(try life.step(400 * 24 * Self.hour).sealing == ["sealing-2", "sealing-3", "sealing-1"])
    life.demand = "2"
    #expect(try life.step().sealing == ["sealing-3", "sealing-4", "sealing-2"])
    #expect(try life.step(61).sealing == ["sealing-3", "sealing-4", "sealing-2"])
  }

  @Test func `many rotations wait for room instead of cutting tokens off`() throws {
    var life = Life()
    try life.step()
    for round in 1...20 {
      life.demand = "\(round)"
      try life.step(61)
      #expect(try #require(life.secret).keys.filter { $0.hasPrefix("signing-") }.count <= RotationRules.limit)
    }
    #expect(try life.step().isPending)
    #expect(try !life.step(40 * 24 * Self.hour).isPending, "the sealing keys' overlap is over")
  }

  @Test func `keys of a version that knew no rotation are kept`() throws {
    var life = Life()
    let old = try RandomKeys().signingKey()
    life.secret = ["signing-1": old, "sealing-1": SecretValue(Array(repeating: 9, count: 32))]
    #expect(try life.step().signing == ["signing-1", "signing-2"])
    #expect(life.secret?["signing-1"] == old)
  }

  @Test func `a key whose value was taken out is replaced by the one that everybody knows`() throws {
    var life = Life()
    try life.step()
    life.secret?["signing-1"] = nil
    let turn = try life.step(5)
    #expect(turn.signing == ["signing-2", "signing-3"])
    #expect(turn.created == ["signing-3"])
  }

  @Test func `a clock that is set back rotates nothing and forgets nothing`() throws {
    var life = Life()
    try life.step()
    let turn = try life.step(24 * Self.hour)
    #expect(try life.step(-20 * Self.hour).rings == turn.rings)
  }

  @Test(arguments: [
    ("72h", 259_200, nil), ("never", nil, nil), ("59m", 7, "\"59m\" is neither"), ("soon", 7, "\"soon\" is neither"),
  ])
  func `the annotation for the interval`(text: String, interval: Int?, problem: String?) {
    let request = RotationRequest(annotations: [RotationRequest.schedule: text], standard: 7)
    #expect(request.interval == interval)
    #expect((request.problem == nil) == (problem == nil))
    if let problem { #expect(request.problem?.contains(problem) == true) }
  }

  /// Whatever happens when: what was signed is accepted for as long as it lives, and a document that was read a minute ago
  /// still finds its keys.
  @Test(arguments: 1...40)
  func `no token is cut off, no key is used before it is known`(seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func random(_ below: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(below))
    }
    var life = Life()
    life.interval = 2 * Self.hour
    var signed: [(key: String, until: Int)] = []
    var known: [String: Int] = [:]
    var documents: [(time: Int, keys: [String])] = []
    for _ in 0..<300 {
      if random(4) == 0 { life.demand = "\(random(1000))" }
      let turn = try life.step(random(3) == 0 ? random(30) : random(3000))
      let now = life.now
      for key in turn.signing { known[key] = known[key] ?? now }
      let current = try #require(turn.signing.first)
      if documents.first?.keys.first != current, documents.count > 0 {
        #expect(now - (known[current] ?? now) >= 60, "\(current) signs before it was known for a minute")
      }
      signed.append((current, now + Self.hour))
      signed.removeAll { $0.until < now }
      for token in signed { #expect(turn.signing.contains(token.key), "\(token.key) at \(now)") }
      documents.append((now, turn.signing))
      documents.removeAll { $0.time < now - 60 }
      for name in documents.flatMap(\.keys) { #expect(life.secret?[name] != nil, "\(name) at \(now)") }
    }
  }
}
