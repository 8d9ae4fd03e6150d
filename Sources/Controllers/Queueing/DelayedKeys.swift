import Kubernetes

/// Keys that are added later, the earliest first: a binary heap. A key has one time; of several the earliest.
struct DelayedKeys<Key: Hashable & Sendable> {
  struct Entry {
    let deadline: Duration
    let key: Key
    let lane: QueueLane
  }

  /// May hold entries that an earlier one of the same key has overtaken.
  private var heap: [Entry] = []
  private var deadlines: [Key: Duration] = [:]

  var count: Int { deadlines.count }

  /// When the earliest is due.
  var next: Duration? { heap.first?.deadline }

  mutating func add(_ key: Key, _ lane: QueueLane, at deadline: Duration) {
    if let known = deadlines[key], known <= deadline { return }
    deadlines[key] = deadline
    heap.append(Entry(deadline: deadline, key: key, lane: lane))
    rise(heap.count - 1)
  }

  /// Takes the earliest if it is due.
  mutating func popDue(now: Duration) -> Entry? {
    dropOvertaken()
    guard let first = heap.first, first.deadline <= now else { return nil }
    removeFirst()
    deadlines[first.key] = nil
    dropOvertaken()
    return first
  }

  mutating func removeAll() {
    heap = []
    deadlines = [:]
  }

  private mutating func dropOvertaken() {
    while let first = heap.first, deadlines[first.key] != first.deadline { removeFirst() }
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    sink(0)
  }

  private mutating func rise(_ start: Int) {
    var index = start
    while index > 0, heap[index].deadline < heap[(index - 1) / 2].deadline {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      let children = (2 * index + 1)..<min(2 * index + 3, max(2 * index + 1, heap.count))
      guard let least = children.min(by: { heap[$0].deadline < heap[$1].deadline }),
        heap[least].deadline < heap[index].deadline
      else { return }
      heap.swapAt(index, least)
      index = least
    }
  }
}
