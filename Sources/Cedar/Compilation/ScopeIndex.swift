/// Policies by the keys of their principal and their resource. What a request does not find here has a scope that does not
/// match, and such a policy is false without failing: leaving it out loses no reason and no error.
struct ScopeIndex: Sendable {
  private struct Bucket: BitwiseCopyable {
    var principal: UInt32
    var resource: UInt32
    var start: UInt32
    /// Zero is a free place.
    var count: UInt32
  }

  /// Entries, bucket by bucket.
  let entries: SharedBuffer<PolicyEntry>
  private let buckets: SharedBuffer<Bucket>
  private let mask: Int
  /// By principal key: a bit for every resource key that it has a bucket for, modulo 64.
  private let filters: SharedBuffer<UInt64>
  /// By principal key: where its entries begin. They stand together.
  private let starts: SharedBuffer<UInt32>
  /// The resource key of every entry.
  private let resourceKeys: SharedBuffer<UInt32>

  init(_ filed: [(principal: UInt32, resource: UInt32, entry: PolicyEntry)], principalKeys: UInt32) {
    let sorted = filed.sorted {
      ($0.principal, $0.resource, $0.entry.policy) < ($1.principal, $1.resource, $1.entry.policy)
    }
    entries = SharedBuffer(sorted.map(\.entry))
    resourceKeys = SharedBuffer(sorted.map(\.resource))
    var filters = Array(repeating: UInt64(0), count: Int(principalKeys))
    var starts = Array(repeating: UInt32(sorted.count), count: Int(principalKeys) + 1)
    var size = 16
    while size < sorted.count * 2 { size *= 2 }
    mask = size - 1
    var buckets = Array(repeating: Bucket(principal: 0, resource: 0, start: 0, count: 0), count: size)
    var place = 0
    while place < sorted.count {
      let (principal, resource, _) = sorted[place]
      let start = place
      while place < sorted.count, sorted[place].principal == principal, sorted[place].resource == resource {
        place += 1
      }
      filters[Int(principal)] |= 1 << UInt64(resource & 63)
      starts[Int(principal)] = min(starts[Int(principal)], UInt32(start))
      var slot = Self.slot(principal, resource) & mask
      while buckets[slot].count != 0 { slot = (slot + 1) & mask }
      buckets[slot] = Bucket(
        principal: principal, resource: resource, start: UInt32(start), count: UInt32(place - start))
    }
    for key in stride(from: Int(principalKeys) - 1, through: 0, by: -1) {
      starts[key] = min(starts[key], starts[key + 1])
    }
    self.buckets = SharedBuffer(buckets)
    self.filters = SharedBuffer(filters)
    self.starts = SharedBuffer(starts)
  }

  @inline(__always)
  private static func slot(_ principal: UInt32, _ resource: UInt32) -> Int {
    let key = UInt64(principal) << 32 | UInt64(resource)
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  /// Calls `body` with every entry that is filed under one of the principal's and one of the resource's keys.
  @inline(__always)
  func forEach(
    _ principals: UnsafeBufferPointer<UInt32>, _ resources: UnsafeBufferPointer<UInt32>, _ body: (PolicyEntry) -> Void
  ) {
    for principal in principals {
      let filter = filters[Int(principal)]
      guard filter != 0 else { continue }
      for resource in resources where filter >> UInt64(resource & 63) & 1 != 0 {
        var slot = Self.slot(principal, resource) & mask
        while true {
          let bucket = buckets[slot]
          if bucket.count == 0 { break }
          if bucket.principal == principal, bucket.resource == resource {
            let start = Int(bucket.start)
            for place in start..<start + Int(bucket.count) { body(entries[place]) }
            break
          }
          slot = (slot + 1) & mask
        }
      }
    }
  }

  /// Calls `body` with every entry that is filed under one of the principal's keys, and with its resource key.
  func forEach(_ principals: UnsafeBufferPointer<UInt32>, _ body: (PolicyEntry, UInt32) -> Void) {
    for principal in principals {
      for place in Int(starts[Int(principal)])..<Int(starts[Int(principal) + 1]) {
        body(entries[place], resourceKeys[place])
      }
    }
  }
}
