import Curl
import HTTP
import MCP

/// Asks over HTTP with SSE (MCP 2024-11-05, "HTTP with SSE"): a stream whose first event names where to post, and on
/// which the answer comes.
struct SSEProbe: Sendable {
  let http: ProbeHTTP

  /// - Returns: the revision that is spoken.
  func ask(_ url: String) async throws(ProbeFailure) -> String {
    let stream = try await http.lines("GET", url, headers: ["Accept": "text/event-stream"])
    guard stream.status == 200 else { throw .status(stream.status, "the event stream") }
    let type = stream.headers["Content-Type"].map(MediaType.essence)
    guard type == "text/event-stream" else { throw .contentType(type, "the event stream") }
    var reader = ProbeLines(stream)
    guard let first = try await reader.event(), first.name == "endpoint" else {
      throw ProbeFailure(.notMCP, "the event stream does not begin with the event \"endpoint\"")
    }
    guard let endpoint = SSEEndpoint.url(String(decoding: first.data, as: UTF8.self), base: url) else {
      throw ProbeFailure(.notMCP, "the event stream names an endpoint of another origin, or none")
    }
    let question = MCPQuestion.initialize
    let response = try await http.send(
      "POST", endpoint, headers: ["Content-Type": "application/json"], body: question.message)
    guard (200..<300).contains(response.status) else { throw .status(response.status, question.method) }
    guard let revision = try await reader.revision(question) else {
      throw ProbeFailure(.notMCP, "the event stream ended without an answer")
    }
    return revision
  }
}
