/// A bounded table: what was not used for longest makes room.
struct LeastRecentlyUsed<Value: Sendable>: Sendable {
  private var entries: [String: (value: Value, use: UInt64)] = [:]
  private var uses: UInt64 = 0
  let capacity: Int

  init(capacity: Int) { self.capacity = max(1, capacity) }

  var count: Int { entries.count }

  mutating func value(_ key: String) -> Value? {
    guard let entry = entries[key] else { return nil }
    uses += 1
    entries[key] = (entry.value, uses)
    return entry.value
  }

  mutating func set(_ key: String, to value: Value) {
    if entries[key] == nil, entries.count >= capacity, let oldest = entries.min(by: { $0.value.use < $1.value.use }) {
      entries[oldest.key] = nil
    }
    uses += 1
    entries[key] = (value, uses)
  }

  mutating func remove(_ key: String) { entries[key] = nil }
}
