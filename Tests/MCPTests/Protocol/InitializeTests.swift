import JSON
import Testing

@testable import MCP

@Suite struct InitializeTests {
  @Test(
    "A revision that is spoken is echoed, any other is answered with the latest",
    arguments: [
      ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-11-25"),
      ("2026-07-28", "2025-11-25"), ("", "2025-11-25"),
    ])
  func negotiation(_ requested: String, _ answered: String) {
    #expect(ProtocolVersion.negotiated(for: requested).rawValue == answered)
  }

  @Test(
    "An initialize without what it needs is refused as invalid params",
    arguments: [
      "{}", #"{"protocolVersion":"2025-06-18","capabilities":{}}"#,
      #"{"protocolVersion":5,"capabilities":{},"clientInfo":{"name":"c","version":"1"}}"#,
      #"{"protocolVersion":"2025-06-18","capabilities":[],"clientInfo":{"name":"c","version":"1"}}"#,
    ])
  func invalid(_ text: String) throws {
    let params = try JSONMembers(scanning: Array(text.utf8))
    #expect { try InitializeRequest(params) } throws: { ($0 as? JSONRPCError)?.code == -32602 }
    #expect { try InitializeRequest(nil) } throws: { ($0 as? JSONRPCError)?.code == -32602 }
  }

  @Test("Request and result survive being written and read") func roundTrip() throws {
    let client = Implementation(name: "c", version: "1")
    let request = InitializeRequest(protocolVersion: .june2025, clientInfo: client)
    let read = try InitializeRequest(try JSONMembers(scanning: request.json.bytes()))
    #expect(read.protocolVersion == "2025-06-18")
    #expect(read.clientInfo == client)
    let result = InitializeResult(
      protocolVersion: .november2025, capabilities: ["tools": [:]], serverInfo: client, instructions: "hello")
    let back = try #require(InitializeResult(reading: result.json.bytes()[...]))
    #expect(back.protocolVersion == "2025-11-25")
    #expect(back.instructions == "hello")
    #expect(InitializeResult(reading: Array(#"{"protocolVersion":"2025-06-18"}"#.utf8)[...]) == nil)
  }
}
