/// Runs one piece of work for each key at a time; who comes while it runs gets its result. The work goes on when whoever
/// asked for it is cancelled: what it spends cannot be unspent.
actor SingleFlight<Value: Sendable> {
  private var running: [String: Task<Value, Never>] = [:]

  func run(_ key: String, _ work: @escaping @Sendable () async -> Value) async -> Value {
    if let task = running[key] { return await task.value }
    let task = Task.detached { await work() }
    running[key] = task
    let value = await task.value
    running[key] = nil
    return value
  }
}
