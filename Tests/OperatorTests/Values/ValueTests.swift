import Resources
import Testing

@testable import Operator

@Suite struct ValueTests {
  @Test(
    arguments: [
      ("30s", 30), ("1h30m", 5400), ("500ms", 1), ("1.5s", 2), ("168h", 604_800), ("0s", 0), ("", nil), ("5", nil),
      ("s", nil), ("1d", nil), ("-1s", nil), ("1.s", nil), ("99999999999h", nil),
    ] as [(String, Int?)])
  func `durations are read as Go writes them`(text: String, seconds: Int?) {
    #expect(GoDuration.seconds(text) == seconds)
  }

  @Test(arguments: [
    ("500m", true), ("1.5Gi", true), ("1e3", true), ("+2", true), (".5", true), ("", false), ("much", false),
    ("1.2.3", false), ("5 Gi", false), ("1Q", false), ("1e", false),
  ])
  func `quantities are what Kubernetes reads`(text: String, isValid: Bool) {
    #expect(Quantity.isValid(text) == isValid)
  }

  @Test(arguments: [
    ("vmcp-a", true), ("A", false), ("a.b", false), ("a-", false), (String(repeating: "a", count: 64), false),
  ])
  func `names of Services are host name labels`(name: String, isValid: Bool) {
    #expect((DNSLabel.problem(name) == nil) == isValid)
  }
}
