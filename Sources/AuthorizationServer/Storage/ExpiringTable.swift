/// Values with an end. Those past it are swept out when the table has doubled since the last sweep or is full.
struct ExpiringTable<Value: Sendable>: Sendable {
  private var entries: [String: (value: Value, until: Int)] = [:]
  private var sweepAt = 1024

  var count: Int { entries.count }

  func value(_ key: String, now: Int) -> Value? {
    guard let entry = entries[key], entry.until > now else { return nil }
    return entry.value
  }

  func all(now: Int) -> [(key: String, value: Value, until: Int)] {
    entries.filter { $1.until > now }.map { ($0.key, $0.value.value, $0.value.until) }
  }

  /// An entry's end only moves away, never nearer.
  mutating func set(_ key: String, to value: Value, until: Int, now: Int, limit: Int) throws(StorageError) {
    let known = entries[key]
    if known == nil, entries.count >= min(sweepAt, limit) {
      entries = entries.filter { $1.until > now }
      sweepAt = max(1024, entries.count * 2)
      guard entries.count < limit else {
        throw StorageError(code: .full, reason: "\(limit) entries are kept and none has run out")
      }
    }
    entries[key] = (value, max(until, known?.until ?? until))
  }

  mutating func remove(_ key: String) { entries[key] = nil }
}
