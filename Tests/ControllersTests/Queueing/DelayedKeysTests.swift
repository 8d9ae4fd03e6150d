import Testing

@testable import Controllers

@Suite struct DelayedKeysTests {
  @Test func `keys come in the order of their earliest times, each once`() {
    var keys = DelayedKeys<Int>()
    var earliest: [Int: Int] = [:]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let (key, second) = (Int.random(in: 0..<300, using: &generator), Int.random(in: 1..<1000, using: &generator))
      keys.add(key, .normal, at: .seconds(second))
      earliest[key] = min(earliest[key] ?? .max, second)
    }
    #expect(keys.count == earliest.count)
    var found: [Int: Int] = [:]
    var order: [Duration] = []
    while let entry = keys.popDue(now: .seconds(1000)) {
      order.append(entry.deadline)
      found[entry.key] = Int(entry.deadline.components.seconds)
    }
    #expect(found == earliest)
    #expect(order == order.sorted())
    #expect(keys.count == 0 && keys.next == nil)
  }

  @Test func `only what is due comes, and a key can be delayed again afterwards`() {
    var keys = DelayedKeys<String>()
    keys.add("a", .background, at: .seconds(5))
    keys.add("a", .normal, at: .seconds(9))
    let early = keys.popDue(now: .seconds(4.9))
    #expect(early == nil)
    let first = keys.popDue(now: .seconds(5))
    #expect(first?.key == "a" && first?.lane == .background)
    keys.add("a", .normal, at: .seconds(9))
    let second = keys.popDue(now: .seconds(9))
    #expect(second?.lane == .normal)
  }
}
