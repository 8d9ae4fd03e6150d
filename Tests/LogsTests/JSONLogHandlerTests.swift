import FoundationEssentials
import JSON
import Logging
import Testing

@testable import Logs

@Suite struct JSONLogHandlerTests {
  @Test func `a line is one object with the handler's and the event's metadata`() {
    var handler = JSONLogHandler(component: "vmcp")
    handler[metadataKey: "team"] = "engineering-tools"
    handler[metadataKey: "request_id"] = "old"
    let event = LogEvent(
      level: .warning, message: "quote \" and\nline", metadata: ["request_id": "new"], source: "s", file: "f",
      function: "g", line: 1)
    #expect(
      handler.line(event, at: Date(timeIntervalSince1970: 1.5)).text()
        == #"{"time":"1970-01-01T00:00:01.500Z","level":"warning","component":"vmcp","msg":"quote \" and\nline","#
        + #""request_id":"new","team":"engineering-tools"}"#)
  }
}
