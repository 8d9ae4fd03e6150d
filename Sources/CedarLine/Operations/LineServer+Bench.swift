import Cedar
import Glibc
import JSON

extension LineServer {
  /// Reads policies and entities once, then times single decisions, cycling over the requests: `perDecisionNs` of requests
  /// that are prepared, `perRequestNs` with the preparation, `perDescribedNs` of calls that describe principal and resource
  /// themselves, and `perListNs` of a session that filters a thousand resources.
  func bench(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let iterations = try message.count("iterations", default: 20_000, in: 1...10_000_000)
    let warmup = try message.count("warmup", default: 1_000, in: 0...10_000_000)
    let begun = Self.now()
    let schema = try message.schema()
    let authorizer = Authorizer(try message.policies(), try message.entities(schema))
    let parse = Self.now() - begun
    var requests: [AuthorizationRequest] = []
    for request in try message.requests(schema) { requests.append(try request.get()) }
    guard !requests.isEmpty else { throw LineFailure(.request, "there is nothing to decide") }

    let prepared = requests.map(authorizer.prepare)
    let workspace = Workspace()
    var allowed = 0
    _ = Self.times(warmup) { allowed += authorizer.decide(prepared[$0 % prepared.count], workspace) ? 1 : 0 }
    let decisions = Self.times(iterations) { index in
      allowed += authorizer.decide(prepared[index % prepared.count], workspace) ? 1 : 0
    }
    let calls = Self.times(iterations) { index in
      let request = authorizer.prepare(requests[index % requests.count])
      allowed += authorizer.decide(request, workspace) ? 1 : 0
    }
    var answer: JSONObject = [
      "parseNs": .int(Int(parse)), "perDecisionNs": Self.spread(decisions), "perRequestNs": Self.spread(calls),
    ]
    let described = requests.map { request in
      (
        request, authorizer.entities[request.principal] ?? Entity(request.principal),
        authorizer.entities[request.resource] ?? Entity(request.resource)
      )
    }
    let ownWords = Self.times(iterations) { index in
      let (request, principal, resource) = described[index % described.count]
      let isAllowed = try? authorizer.decide(
        principal, request.action, resource, context: request.context, workspace)
      allowed += isAllowed == true ? 1 : 0
    }
    answer["perDescribedNs"] = Self.spread(ownWords)
    answer["perListNs"] = lists(authorizer, requests, iterations, workspace, &allowed)
    answer["allowed"] = .int(allowed)
    return answer
  }

  /// Nanoseconds in which sessions of the requests' principals filter a thousand resources.
  private func lists(
    _ authorizer: Authorizer, _ requests: [AuthorizationRequest], _ iterations: Int, _ workspace: Workspace,
    _ allowed: inout Int
  ) -> JSONValue {
    let known = requests.compactMap { authorizer.resolve($0.resource) }
    guard !known.isEmpty else { return .null }
    let resources = (0..<1000).map { known[$0 % known.count] }
    let sessions = requests.map {
      authorizer.session(principal: $0.principal, action: $0.action, context: $0.context)
    }
    var count = 0
    let times = Self.times(min(iterations, 1000)) { index in
      sessions[index % sessions.count].decideEach(resources, workspace) { _, isAllowed in count += isAllowed ? 1 : 0 }
    }
    allowed += count
    return Self.spread(times)
  }

  /// Nanoseconds of each run of `work`.
  private static func times(_ count: Int, _ work: (Int) -> Void) -> [UInt64] {
    var times = [UInt64](repeating: 0, count: count)
    for index in 0..<count {
      let start = now()
      work(index)
      times[index] = now() - start
    }
    return times
  }

  private static func spread(_ times: [UInt64]) -> JSONValue {
    let sorted = times.sorted()
    func at(_ percent: Int) -> JSONValue { .int(Int(sorted[sorted.count * percent / 100])) }
    let mean = Double(sorted.reduce(0, +)) / Double(sorted.count)
    return ["p50": at(50), "p90": at(90), "p99": at(99), "mean": .double(mean)]
  }

  /// Nanoseconds of a clock that only goes forward.
  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
