import Testing

@testable import Metrics

@Suite struct MetricsRegistryTests {
  @Test func `metrics are written in Prometheus' text format, by name and labels`() {
    let registry = MetricsRegistry()
    let gauge = registry.gauge("depth", "Waiting\nkeys.").with()
    let counter = registry.counter("requests_total", "Requests \\ \"all\".", labels: "code", "host")
    counter.with("500", "a\"b\\c\n").increment()
    counter.with("200", "h").increment(by: 3)
    counter.with("200", "h").increment()
    gauge.set(2.5)
    gauge.add(-4)
    registry.collect("age_seconds", "Age.", .gauge, labels: "name") { [(["x"], 1e20), (["y"], .infinity)] }
    _ = registry.counter("never_total", "Without series.", labels: "a")
    #expect(
      registry.text == """
        # HELP age_seconds Age.
        # TYPE age_seconds gauge
        age_seconds{name="x"} 1e+20
        age_seconds{name="y"} +Inf
        # HELP depth Waiting\\nkeys.
        # TYPE depth gauge
        depth -1.5
        # HELP requests_total Requests \\\\ "all".
        # TYPE requests_total counter
        requests_total{code="200",host="h"} 4
        requests_total{code="500",host="a\\"b\\\\c\\n"} 1

        """)
  }

  @Test func `a histogram's buckets count all that is not above them`() {
    let registry = MetricsRegistry()
    let times = registry.histogram("time_seconds", "Time.", labels: "c", bounds: [0.125, 1]).with("x")
    for value in [0.125, 0.5, 7] { times.observe(value) }
    times.observe(.microseconds(62_500))
    #expect(
      registry.text.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
        time_seconds_bucket{c="x",le="0.125"} 2
        time_seconds_bucket{c="x",le="1"} 3
        time_seconds_bucket{c="x",le="+Inf"} 4
        time_seconds_sum{c="x"} 7.6875
        time_seconds_count{c="x"} 4
        """)
  }

  @Test func `labels that outsiders choose do not fill the memory`() {
    let registry = MetricsRegistry()
    let family = registry.counter("c_total", "C.", labels: "a")
    for number in 0..<5000 { family.with("v\(number)").increment() }
    #expect(family.samples().count == MetricFamily<Counter>.limit + 1)
    #expect(family.with("v4999").value == 4000)
  }

  @Test func `counting from many tasks loses nothing`() async {
    let (counter, gauge) = (Counter(), Gauge())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<10_000 {
            counter.increment()
            gauge.add(1)
          }
        }
      }
    }
    #expect(counter.value == 80_000 && gauge.value == 80_000)
  }
}
