import Kubernetes

/// Has everything looked at again now and then, so that whatever an event did not tell is found in the end. The keys are
/// spread over the whole interval and let changes pass.
package struct Resync<Key: Hashable & Sendable>: Sendable {
  private let interval: Duration
  private let time: any TimeSource
  private let queue: WorkQueue<Key>
  private let keys: @Sendable () -> [Key]

  /// - Parameter keys: all that there are at that time.
  package init(
    every interval: Duration, time: any TimeSource = SystemTime(), queue: WorkQueue<Key>,
    keys: @escaping @Sendable () -> [Key]
  ) {
    self.interval = interval
    self.time = time
    self.queue = queue
    self.keys = keys
  }

  /// Goes on until the task is cancelled.
  package func run() async {
    guard interval > .zero else { return }
    while (try? await time.sleep(for: interval)) != nil {
      for key in keys() { queue.add(key, after: interval * Double.random(in: 0..<1), .background) }
    }
  }
}
