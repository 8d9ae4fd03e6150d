import Cedar
import Glibc
import JSON

extension LineServer {
  /// Reads policies and entities once, then times single decisions, cycling over the requests.
  func bench(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let iterations = try message.count("iterations", default: 20_000, in: 1...10_000_000)
    let warmup = try message.count("warmup", default: 1_000, in: 0...10_000_000)
    let begun = Self.now()
    let authorizer = Authorizer(try message.policies())
    let entities = try message.entities()
    let parse = Self.now() - begun
    var requests: [AuthorizationRequest] = []
    for request in try message.requests() { requests.append(try request.get()) }
    guard !requests.isEmpty else { throw LineFailure(.request, "there is nothing to decide") }

    var allowed = 0
    for index in 0..<warmup where authorizer.decide(requests[index % requests.count], entities).isAllowed {
      allowed += 1
    }
    var times = [UInt64](repeating: 0, count: iterations)
    for index in 0..<iterations {
      let request = requests[index % requests.count]
      let start = Self.now()
      let decision = authorizer.decide(request, entities)
      times[index] = Self.now() - start
      // Used, so that it is made.
      if decision.isAllowed { allowed += 1 }
    }
    return ["parseNs": .int(Int(parse)), "perDecisionNs": Self.spread(times), "allowed": .int(allowed)]
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
