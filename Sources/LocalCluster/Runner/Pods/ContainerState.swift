import JSON

/// What a container does now.
struct ContainerState: Sendable {
  enum Phase: Sendable {
    case waiting(reason: String, message: String)
    case running(since: Int)
    case terminated(ChildProcess.Ending, at: Int)
  }

  let name: String
  let image: String
  var phase = Phase.waiting(reason: "ContainerCreating", message: "")
  /// The phase before the last start.
  var last: Phase?
  var restarts = 0
  var isReady = false

  /// `containerStatuses[]`
  var json: JSONValue {
    var isStarted = false
    if case .running = phase { isStarted = true }
    var object: JSONValue = [
      "name": .string(name), "image": .string(image), "imageID": "", "ready": .bool(isReady),
      "started": .bool(isStarted), "restartCount": .int(restarts), "state": Self.json(phase),
      "lastState": [:],
    ]
    if let last { object["lastState"] = Self.json(last) }
    return object
  }

  private static func json(_ phase: Phase) -> JSONValue {
    switch phase {
    case .waiting(let reason, let message):
      var waiting: JSONValue = ["reason": .string(reason)]
      if !message.isEmpty { waiting["message"] = .string(message) }
      return ["waiting": waiting]
    case .running(let since): return ["running": ["startedAt": .string(Timestamp.text(since))]]
    case .terminated(let ending, let time):
      var terminated: JSONValue = [
        "exitCode": .int(ending.code), "reason": ending.code == 0 ? "Completed" : "Error",
        "finishedAt": .string(Timestamp.text(time)),
      ]
      if case .killed(let signal) = ending { terminated["signal"] = .int(signal) }
      return ["terminated": terminated]
    }
  }
}
