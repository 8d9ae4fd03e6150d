import Curl
import MCP

/// Reads an answer that comes in lines, up to the limit.
struct ProbeLines {
  private var iterator: CurlLines.Iterator
  private var left = ProbeHTTP.limit
  private var parser = ServerSentEventParser(limit: ProbeHTTP.limit)
  private var events: ArraySlice<ServerSentEvent> = []

  init(_ lines: CurlLines) { iterator = lines.makeAsyncIterator() }

  /// All of it.
  func text() async throws(ProbeFailure) -> [UInt8] {
    var reader = self
    var text: [UInt8] = []
    while let line = try await reader.line() { text += line + [0x0A] }
    return text
  }

  /// The next event of an event stream.
  mutating func event() async throws(ProbeFailure) -> ServerSentEvent? {
    while true {
      if let event = events.popFirst() { return event }
      guard let line = try await line() else { return nil }
      do {
        events = try parser.feed(line + [0x0A])[...]
      } catch {
        throw ProbeFailure(.tooLarge, "an event is larger than \(ProbeHTTP.limit) bytes")
      }
    }
  }

  /// The answer to a question, out of an event stream.
  func revision(_ question: MCPQuestion) async throws(ProbeFailure) -> String? {
    var reader = self
    while let event = try await reader.event() {
      guard event.name == "message", !event.data.isEmpty else { continue }
      if let revision = try question.revision(in: event.data) { return revision }
    }
    return nil
  }

  private mutating func line() async throws(ProbeFailure) -> [UInt8]? {
    let line: [UInt8]?
    do {
      line = try await iterator.next()
    } catch {
      throw ProbeHTTP.failure(error)
    }
    left -= (line?.count ?? 0) + 1
    guard left >= 0 else { throw ProbeFailure(.tooLarge, "the answer is larger than \(ProbeHTTP.limit) bytes") }
    return line
  }
}
