/// Waits for work for so long; the work goes on behind when the time is over or the caller is cancelled.
enum TimeLimit {
  /// - Returns: `nil` when the work has not come to an end.
  static func run<Value: Sendable>(
    seconds: Int, _ work: @escaping @Sendable () async -> Value
  ) async -> Value? {
    let (answers, answer) = AsyncStream<Value?>.makeStream(bufferingPolicy: .bufferingOldest(1))
    Task.detached {
      answer.yield(await work())
      answer.finish()
    }
    let alarm = Task.detached {
      try? await Task.sleep(for: .seconds(seconds))
      answer.yield(nil)
      answer.finish()
    }
    defer { alarm.cancel() }
    for await value in answers { return value }
    return nil
  }
}
