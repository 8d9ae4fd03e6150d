import JSON
import Testing

@testable import MCP

@Suite struct ToolTests {
  private let text =
    #"{ "description":"d \u00e9", "name":"get_pods","inputSchema":{"type":"object"},"#
    + #""annotations":{"readOnlyHint":true,"title":"T"},"_meta":{"x":1.0} }"#

  @Test("A renamed tool differs from the original in nothing but its name") func renaming() throws {
    let tool = try #require(Tool(reading: Array(text.utf8)[...]))
    #expect(tool.name == "get_pods")
    #expect(tool.annotations == ToolAnnotations(readOnlyHint: true))
    #expect(
      String(decoding: tool.text(named: "kube_\"get"), as: UTF8.self)
        == text.replacing(#""get_pods""#, with: #""kube_\"get""#))
  }

  @Test(
    "What is not a tool is none",
    arguments: [
      "5", "{}", #"{"name":"","inputSchema":{}}"#, #"{"name":5,"inputSchema":{}}"#, #"{"name":"a"}"#,
      #"{"name":"a","inputSchema":[]}"#, #"{"name":"a\n","inputSchema":{}}"#,
      #"{"name":"a","name":"b","inputSchema":{}}"#,
    ])
  func refused(_ text: String) {
    #expect(Tool(reading: Array(text.utf8)[...]) == nil)
  }

  @Test("A page gives its tools, counts what is not one, and its cursor") func page() throws {
    let page = try #require(
      ToolsListResult(
        reading: Array(#"{"tools":[{"name":"a","inputSchema":{}},{"name":1}],"nextCursor":"n"}"#.utf8)[...]))
    #expect(page.tools.map(\.name) == ["a"])
    #expect(page.refusedCount == 1)
    #expect(page.nextCursor == "n")
    #expect(ToolsListResult(reading: Array(#"{"tools":{}}"#.utf8)[...]) == nil)
    #expect(ToolsListResult(reading: Array(#"{"tools":[1,2,3]}"#.utf8)[...], limit: 2) == nil)
  }

  @Test("A list's text holds the tools' own bytes") func listText() {
    #expect(
      String(decoding: ToolsListResult.text(tools: [Array(#"{"name":"a"}"#.utf8), Array("{}".utf8)]), as: UTF8.self)
        == #"{"tools":[{"name":"a"},{}]}"#)
    #expect(
      String(decoding: ToolsListResult.text(tools: [], meta: ["k": 1]), as: UTF8.self)
        == #"{"tools":[],"_meta":{"k":1}}"#)
  }

  @Test("A call is forwarded with only its name changed") func call() throws {
    let params = #"{"_meta":{"progressToken":1},"name":"kube_get", "arguments":{"a":[1, 2],"b":1e2}}"#
    let request = try CallToolRequest(try JSONMembers(scanning: Array(params.utf8)))
    #expect(request.arguments["a"] == [1, 2])
    #expect(
      String(decoding: request.params(named: "get"), as: UTF8.self)
        == params.replacing(#""kube_get""#, with: #""get""#))
  }

  @Test(
    "Arguments that two readers could understand differently are refused",
    arguments: [
      #"{"name":"x","arguments":{"a":1,"a":2}}"#, #"{"name":"x","arguments":{"o":{"a":1,"\u0061":2}}}"#,
      #"{"name":"x","arguments":[]}"#, #"{"name":"x","arguments":null}"#, #"{"arguments":{}}"#, #"{"name":5}"#,
    ])
  func ambiguous(_ text: String) throws {
    let params = try JSONMembers(scanning: Array(text.utf8))
    #expect { try CallToolRequest(params) } throws: { ($0 as? JSONRPCError)?.code == -32602 }
  }
}
