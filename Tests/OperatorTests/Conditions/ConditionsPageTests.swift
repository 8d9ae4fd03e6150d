import FoundationEssentials
import Testing

@testable import Operator

@Suite struct ConditionsPageTests {
  @Test func `docs/conditions.md lists what the operator says`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/conditions.md"), encoding: .utf8)
    #expect(page == ConditionsPage.text, "vmcp-operator conditions writes the page anew")
  }

  @Test func `every reason is one the API server takes, stands once, and is explained`() {
    for (kind, reasons) in ConditionsPage.kinds {
      #expect(Set(reasons).count == reasons.count)
      #expect(Set(reasons.map { $0.type + "/" + $0.name }).count == reasons.count, "\(kind)")
      for reason in reasons {
        #expect(
          reason.name.first?.isUppercase == true
            && reason.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
        #expect(reason.documentation.hasSuffix("."))
      }
    }
  }
}
