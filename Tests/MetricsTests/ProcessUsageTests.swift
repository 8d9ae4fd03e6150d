import Testing

@testable import Metrics

@Suite struct ProcessUsageTests {
  private static let stat =
    "42 (a) b (c)) S 1 2 3 0 -1 4194560 11 12 13 14 250 50 17 18 20 0 9 0 1000 4096000 25 184467 1 1 0"

  @Test func `a program's name may hold anything`() throws {
    let usage = try #require(ProcessUsage(stat: Self.stat, bootTime: 5000, ticksPerSecond: 100, pageSize: 4096))
    #expect(usage.cpuSeconds == 3)
    #expect(usage.threads == 9)
    #expect(usage.startTime == 5010)
    #expect(usage.virtualBytes == 4_096_000)
    #expect(usage.residentBytes == 102_400)
    #expect(ProcessUsage.bootTime("cpu 1\nbtime 77\nprocesses 3") == 77)
  }

  @Test(arguments: ["", "42", "42 (a", "42 (a) S 1 2", "42 (a) S" + String(repeating: " x", count: 30)])
  func `another text is no usage`(text: String) {
    #expect(ProcessUsage(stat: text, bootTime: 0, ticksPerSecond: 100, pageSize: 4096) == nil)
  }

  @Test func `this process is seen`() throws {
    let registry = MetricsRegistry()
    registry.collectProcess()
    let usage = try #require(ProcessUsage.now())
    #expect(usage.residentBytes > 1_000_000)
    #expect(registry.text.contains("process_start_time_seconds 1"))
    #expect(registry.text.contains("process_open_fds "))
  }
}
