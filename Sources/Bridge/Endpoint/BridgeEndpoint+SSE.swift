import HTTP
import JSON
import MCP

extension BridgeEndpoint {
  /// HTTP with SSE: a stream that first says where to post, and then carries all answers.
  func openSSE() async -> HTTPResponse {
    let session = sessions.open(generation: server.generation)
    let stream = session.open(limit: server.limits.streamMessages)
    session.tell(
      ServerSentEvent(name: "endpoint", data: Array("\(Self.messagesPath)?session=\(session.id)".utf8)).bytes)
    return Self.events(stream)
  }

  func postSSE(_ request: HTTPRequest) async -> HTTPResponse {
    guard let id = FormParameters(reading: request.query ?? "")?["session"],
      let session = sessions.find(id, generation: server.generation)
    else { return Self.refusal(404, .invalidRequest("session not found")) }
    let message: JSONRPCMessage
    do throws(JSONRPCRejection) {
      message = try JSONRPCMessage(reading: request.body)
    } catch {
      return Self.refusal(400, error.error, id: error.id)
    }
    guard case .request(let id, let method, let params) = message.body else {
      take(message, session)
      return HTTPResponse(status: 202)
    }
    // The answer does not come on this connection, and must not end with it.
    Task {
      let text: [UInt8]
      if method == MCPMethod.initialize {
        do throws(BridgeFailure) {
          text = JSONRPCWriter.result(id: id, try await initialized())
        } catch {
          text = JSONRPCWriter.error(id: id, error.error)
        }
      } else {
        let progress = progressToken(params).map { token in
          PendingRequest.Progress(token: token) { session.tell(ServerSentEvent(data: $0).bytes) }
        }
        text = await answer(id, method, params, session, progress: progress)
      }
      session.tell(ServerSentEvent(data: text).bytes)
    }
    return HTTPResponse(status: 202)
  }
}
