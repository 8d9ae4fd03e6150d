/// Bounds of time for work that has none of its own.
enum Deadline {
  /// Does `work`, or cancels it and throws `failure` when the time is up.
  static func within<Value: Sendable, Failure: Error>(
    _ duration: Duration, else failure: Failure, _ work: @escaping @Sendable () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result = await withTaskGroup(of: Result<Value, Failure>?.self) { group -> Result<Value, Failure> in
      group.addTask {
        do throws(Failure) {
          return .success(try await work())
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(for: duration)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .failure(failure)
    }
    return try result.get()
  }

  /// The first element of a stream; `nil` when it ends before, or when the time is up.
  static func first<Element: Sendable>(of stream: AsyncStream<Element>, within duration: Duration) async -> Element? {
    await withTaskGroup(of: Element?.self) { group in
      group.addTask { await stream.first { _ in true } }
      group.addTask {
        try? await Task.sleep(for: duration)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }
}
