import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Runs `work` and expects that it takes at most so many seconds of processor time. They are generous: they tell a line
/// from a parabola, not a fast machine from a slow one.
func bounded<Result>(
  seconds: Double = 20, at location: SourceLocation = #_sourceLocation, _ work: () throws -> Result
) rethrows -> Result {
  let start = processorSeconds()
  defer {
    let taken = processorSeconds() - start
    #expect(taken < seconds, "took \(taken) s", sourceLocation: location)
  }
  return try work()
}

/// What this thread has used; other tests run beside it.
private func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
