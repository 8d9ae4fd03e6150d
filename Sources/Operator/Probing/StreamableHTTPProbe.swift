import Curl
import HTTP
import MCP

/// Asks over Streamable HTTP: `initialize`, and where that is an error `server/discover`. A session that comes of it is
/// ended at once.
struct StreamableHTTPProbe: Sendable {
  let http: ProbeHTTP

  /// - Returns: the revision that is spoken.
  func ask(_ url: String) async throws(ProbeFailure) -> String {
    do throws(ProbeFailure) {
      return try await ask(.initialize, url)
    } catch {
      guard error.code == .rpcError || error.code == .status else { throw error }
      do throws(ProbeFailure) {
        return try await ask(.discover, url)
      } catch let second {
        // A 404 is all that a wrong path has to say; an error of JSON-RPC says more.
        throw error.code == .rpcError ? error : second.code == .rpcError ? second : error
      }
    }
  }

  private func ask(_ question: MCPQuestion, _ url: String) async throws(ProbeFailure) -> String {
    var headers: HTTPHeaders = [
      "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
    ]
    if question == .discover {
      headers[MCPHeader.protocolVersion] = MCPQuestion.statelessRevision
      headers["Mcp-Method"] = question.method
    }
    let answer = try await http.lines("POST", url, headers: headers, body: question.message)
    let type = answer.headers["Content-Type"].map(MediaType.essence)
    let isAnswer = (200..<300).contains(answer.status)
    let revision: String?
    switch type {
    case "text/event-stream" where isAnswer: revision = try await ProbeLines(answer).revision(question)
    case "application/json"
    where isAnswer || (400..<500).contains(answer.status) && ![401, 403].contains(answer.status):
      do throws(ProbeFailure) {
        revision = try question.revision(in: try await ProbeLines(answer).text())
      } catch {
        throw isAnswer || error.code == .rpcError ? error : .status(answer.status, question.method)
      }
    default: throw isAnswer ? .contentType(type, question.method) : .status(answer.status, question.method)
    }
    if let session = answer.headers[MCPHeader.sessionID], question == .initialize {
      // What comes of it changes nothing: servers may refuse to end sessions.
      _ = try? await http.send("DELETE", url, headers: [MCPHeader.sessionID: session])
    }
    guard let revision, isAnswer else {
      throw ProbeFailure(.notMCP, "\(question.method) was answered with a message that is not the answer")
    }
    return revision
  }
}
