/// The policies that may apply to a principal and an action, by what they ask of the resource, with those conditions that
/// could not be decided yet.
struct ResidualPolicies: Sendable {
  private struct Bucket: BitwiseCopyable {
    var key: UInt32
    var start: UInt32
    /// Zero is a free place.
    var count: UInt32
  }

  let code: SharedBuffer<Instruction>
  /// Where the expression of each instruction is written.
  let ranges: SharedBuffer<SourceRange>
  private let entries: SharedBuffer<ResidualEntry>
  private let buckets: SharedBuffer<Bucket>
  private let mask: Int

  var entryCount: Int { entries.count }

  /// - Parameter inputs: hold the principal, the action, and the fixed part of the context.
  init(_ authorizer: Authorizer, _ inputs: CallInputs, contextNames: Set<CedarString>) {
    var folder = ClauseFolder(authorizer, inputs, contextNames)
    var filed: [(key: UInt32, entry: ResidualEntry)] = []
    let program = authorizer.program
    let type = inputs.table.key(inputs.variables[0]).type
    folder.withMachine { folder, machine in
      program.index.forEach(inputs.principalKeys.elements) { entry, key in
        guard entry.actions & inputs.actions != 0,
          entry.principalType == PolicyEntry.noType || entry.principalType == type,
          !entry.checksAction || machine.matchesAction(entry, inputs.actions),
          let start = folder.fold(entry, &machine)
        else { return }
        filed.append(
          (
            key,
            ResidualEntry(
              policy: entry.policy, code: start, resourceType: entry.resourceType, isForbid: entry.isForbid)
          ))
      }
    }
    filed.sort { ($0.key, $0.entry.policy) < ($1.key, $1.entry.policy) }
    code = SharedBuffer(folder.code)
    ranges = SharedBuffer(folder.ranges)
    entries = SharedBuffer(filed.map(\.entry))
    var size = 8
    while size < filed.count * 2 { size *= 2 }
    mask = size - 1
    var buckets = Array(repeating: Bucket(key: 0, start: 0, count: 0), count: size)
    var place = 0
    while place < filed.count {
      let start = place
      let key = filed[start].key
      while place < filed.count, filed[place].key == key { place += 1 }
      var slot = Self.slot(key) & mask
      while buckets[slot].count != 0 { slot = (slot + 1) & mask }
      buckets[slot] = Bucket(key: key, start: UInt32(start), count: UInt32(place - start))
    }
    self.buckets = SharedBuffer(buckets)
  }

  @inline(__always)
  private static func slot(_ key: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  /// Calls `body` with every entry under one of the resource's keys.
  @inline(__always)
  func forEach(_ keys: UnsafeBufferPointer<UInt32>, _ body: (ResidualEntry) -> Void) {
    for key in keys {
      var slot = Self.slot(key) & mask
      while true {
        let bucket = buckets[slot]
        if bucket.count == 0 { break }
        if bucket.key == key {
          let start = Int(bucket.start)
          for place in start..<start + Int(bucket.count) { body(entries[place]) }
          break
        }
        slot = (slot + 1) & mask
      }
    }
  }
}
