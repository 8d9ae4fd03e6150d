import Synchronization
import TestDoubles
import Testing

@testable import Kubernetes

@Suite(.timeLimit(.minutes(1))) struct RequestThrottleTests {
  private let time = ManualTime()

  private final class Log: Sendable {
    let order = Mutex<[RequestPriority]>([])
    var all: [RequestPriority] { order.withLock { $0 } }
  }

  @Test("When there are too many, leases pass, status goes first and events last")
  func order() async throws {
    let throttle = RequestThrottle(perSecond: 1, burst: 1, time: time)
    try await throttle.admit(.normal)
    let log = Log()
    let tasks = await waiting(throttle, [.event, .normal, .status, .normal, .status], log)
    try await throttle.admit(.lease)
    #expect(log.all.isEmpty)
    // The lease has taken the token of the first second.
    for expected in 0...5 {
      #expect(log.all.count == max(0, expected - 1))
      await time.waitForSleepers()
      time.advance(by: .seconds(1))
      while log.all.count < expected { await Task.yield() }
    }
    for task in tasks { await task.value }
    #expect(log.all == [.status, .status, .normal, .normal, .event])
  }

  @Test("Whoever is cancelled waits no longer and takes nothing from the others")
  func cancellation() async throws {
    let throttle = RequestThrottle(perSecond: 1, burst: 1, time: time)
    try await throttle.admit(.normal)
    let log = Log()
    let tasks = await waiting(throttle, [.normal, .status], log)
    tasks[1].cancel()
    await tasks[1].value
    await time.waitForSleepers()
    time.advance(by: .seconds(1))
    await tasks[0].value
    #expect(log.all == [.normal])
    #expect(throttle.waiterCount == 0)
  }

  /// Requests that wait, in this order.
  private func waiting(
    _ throttle: RequestThrottle, _ priorities: [RequestPriority], _ log: Log
  ) async -> [Task<Void, Never>] {
    var tasks: [Task<Void, Never>] = []
    for priority in priorities {
      tasks.append(
        Task {
          guard (try? await throttle.admit(priority)) != nil else { return }
          log.order.withLock { $0.append(priority) }
        })
      while throttle.waiterCount < tasks.count { await Task.yield() }
    }
    return tasks
  }
}
