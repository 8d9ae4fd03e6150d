import FoundationEssentials
import Testing

@testable import Kubernetes

@Suite struct KubernetesTimeTests {
  @Test("Times print in UTC with whole seconds, micro times with six digits")
  func prints() {
    let date = Date(timeIntervalSince1970: 1_785_231_000.25)
    #expect(KubernetesTime.text(date) == "2026-07-28T09:30:00Z")
    #expect(KubernetesTime.microText(date) == "2026-07-28T09:30:00.250000Z")
    #expect(KubernetesTime.microText(Date(timeIntervalSince1970: 1.000_001)) == "1970-01-01T00:00:01.000001Z")
  }

  @Test(
    "Any RFC 3339 time is read",
    arguments: [
      ("2026-07-28T09:30:00Z", 1_785_231_000.0), ("2026-07-28T09:30:00.5Z", 1_785_231_000.5),
      ("2026-07-28T11:30:00.250000+02:00", 1_785_231_000.25),
      ("2026-07-28T09:30:00.123456789Z", 1_785_231_000.123456789),
    ])
  func reads(text: String, seconds: Double) throws {
    let date = try #require(KubernetesTime.date(text))
    #expect(abs(date.timeIntervalSince1970 - seconds) < 0.000_01)
  }

  @Test("What is no time is not read", arguments: ["", "yesterday", "2026-07-28", "2026-07-28T09:30:00.Z"])
  func refuses(text: String) {
    #expect(KubernetesTime.date(text) == nil)
  }
}
