import NIOCore

/// One deadline that is moved often and reached rarely, confined to its event loop. Moving it later costs nothing: the
/// scheduled check finds that it came early and schedules itself again.
final class LoopTimer {
  private let eventLoop: any EventLoop
  private var due: NIODeadline?
  private var check: (at: NIODeadline, task: Scheduled<Void>)?
  /// Called on the loop when the deadline has passed; the timer is off by then.
  var onExpiry: (() -> Void)?

  init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  func set(_ deadline: NIODeadline) {
    due = deadline
    if let check, check.at <= deadline { return }
    schedule(deadline)
  }

  func set(after duration: Duration) { set(.now() + TimeAmount(duration)) }

  func clear() { due = nil }

  /// Ends the timer for good.
  func stop() {
    due = nil
    onExpiry = nil
    check?.task.cancel()
    check = nil
  }

  private func schedule(_ deadline: NIODeadline) {
    check?.task.cancel()
    check = (
      deadline,
      eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in self?.fire() }
    )
  }

  private func fire() {
    check = nil
    guard let due else { return }
    guard due <= .now() else { return schedule(due) }
    self.due = nil
    onExpiry?()
  }
}
