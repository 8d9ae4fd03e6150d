/// Values with an end, bounded in number and in bytes. Those past their end are swept out when the table has doubled
/// since the last sweep or is full.
struct ValueTable: Sendable {
  let limit: Int
  let byteLimit: Int
  private var entries: [String: (value: [UInt8], until: Int)] = [:]
  private(set) var bytes = 0
  private var sweepAt = 1024

  /// - Parameter byteLimit: of keys and values together.
  init(limit: Int, byteLimit: Int) {
    self.limit = limit
    self.byteLimit = byteLimit
  }

  var count: Int { entries.count }

  func value(_ key: String, now: Int) -> [UInt8]? {
    guard let entry = entries[key], entry.until > now else { return nil }
    return entry.value
  }

  mutating func set(_ key: String, to value: [UInt8], until: Int, now: Int) throws(StorageError) {
    let before = entries[key].map { Self.cost(key, $0.value) } ?? 0
    let after = Self.cost(key, value)
    if !fits(key, before: before, after: after) || (before == 0 && entries.count >= sweepAt) { sweep(now) }
    // The sweep may have taken the key's old value.
    let kept = entries[key].map { Self.cost(key, $0.value) } ?? 0
    guard fits(key, before: kept, after: after) else {
      throw StorageError(
        code: .full, reason: "\(entries.count) values of \(bytes) bytes are kept and none has run out")
    }
    entries[key] = (value, until)
    bytes += after - kept
  }

  mutating func remove(_ key: String) {
    guard let entry = entries.removeValue(forKey: key) else { return }
    bytes -= Self.cost(key, entry.value)
  }

  private func fits(_ key: String, before: Int, after: Int) -> Bool {
    (before > 0 || entries.count < limit) && bytes - before + after <= byteLimit
  }

  private mutating func sweep(_ now: Int) {
    entries = entries.filter { $1.until > now }
    bytes = entries.reduce(0) { $0 + Self.cost($1.key, $1.value.value) }
    sweepAt = max(1024, entries.count * 2)
  }

  private static func cost(_ key: String, _ value: [UInt8]) -> Int { key.utf8.count + value.count }
}
