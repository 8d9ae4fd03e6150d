import Testing

@testable import AuthorizationServer

@Suite struct LimitTests {
  @Test("DIV-32: one address that asks too much makes no other wait")
  func addresses() {
    let limiter = AddressLimiter(rate: 1, burst: 2, now: 0)
    #expect((0..<3).map { _ in limiter.take("192.0.2.1", now: 0) } == [true, true, false])
    #expect(limiter.take("192.0.2.2", now: 0))
    #expect(limiter.take("192.0.2.1", now: 1))
    #expect(!limiter.take("192.0.2.1", now: 1))
    // Those that are not known are one.
    #expect((0..<3).map { _ in limiter.take(nil, now: 0) } == [true, true, false])
  }

  @Test func `a flood of addresses takes no more room than there is, and no permits beyond one bucket`() {
    let limiter = AddressLimiter(rate: 1, burst: 2, capacity: 100, now: 0)
    let admitted = (0..<100_000).filter { limiter.take("10.\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)", now: 0) }
    #expect(admitted.count == 102)
    #expect(limiter.count == 100)
    // Whoever rested is forgotten and counts anew.
    #expect(limiter.take("192.0.2.1", now: 10))
    #expect(limiter.count == 1)
  }

  @Test(
    "whom an address belongs to",
    arguments: [
      ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:db8:1:2::9", "2001:db8:1:2"),
      ("2001:DB8::1", "2001:db8:0:0"), ("::1", "0:0:0:0"), ("fe80::1%eth0", "fe80:0:0:0"),
      ("::ffff:192.0.2.7", "192.0.2.7"), ("", ""), ("::", "0:0:0:0"),
    ])
  func networks(address: String, key: String) { #expect(RemoteNetwork.key(address) == key) }

  @Test func `what was not used for longest makes room`() {
    var table = LeastRecentlyUsed<Int>(capacity: 2)
    table.set("a", to: 1)
    table.set("b", to: 2)
    #expect(table.value("a") == 1)
    table.set("c", to: 3)
    #expect(table.value("b") == nil)
    #expect(table.value("a") == 1)
    table.set("a", to: 4)
    #expect(table.count == 2)
    #expect(table.value("a") == 4)
    table.remove("a")
    #expect(table.value("a") == nil)
  }
}
