import HTTP
import HTTPEdge
import JSON
import MCP

/// Finds the answer to one request in a backend's response, be it one JSON message or an event stream.
struct BackendAnswerReader {
  let client: BackendClient
  let session: BackendSession?
  let timeout: Duration

  /// - Parameter id: the request's.
  func read(_ response: HTTPClientResponse, id: JSONRPCID) async throws(BackendFailure) -> BackendAnswer {
    let type = response.mediaType
    switch (response.status, type) {
    case (404, _) where session?.id != nil: throw client.failure(.sessionLost, "status 404")
    case (401, _), (403, _): throw client.failure(.unauthorized, "status \(response.status)")
    case (200..<300, "text/event-stream"):
      return try await Deadline.within(timeout, else: client.failure(.timedOut, "the event stream did not end")) {
        () async throws(BackendFailure) in try await readEvents(response, id)
      }
    case (200..<300, "application/json"), (400..<500, "application/json"):
      return try readMessage(try await client.collect(response), id, status: response.status)
    case (200..<300, _):
      throw client.failure(.invalidAnswer, "status \(response.status) with content type \"\(type?.prefix(64) ?? "")\"")
    default: throw client.failure(.refused, "status \(response.status)")
    }
  }

  /// An error is the answer whatever id it carries: it came in answer to this very request.
  private func readMessage(
    _ body: [UInt8], _ id: JSONRPCID, status: Int
  ) throws(BackendFailure) -> BackendAnswer {
    switch try message(body).body {
    case .result(id, let text) where status < 300: return .result(text)
    case .error(_, let text): return .error(text)
    default: throw client.failure(.invalidAnswer, "status \(status) with a message that is not the answer")
    }
  }

  private func readEvents(_ response: HTTPClientResponse, _ id: JSONRPCID) async throws(BackendFailure) -> BackendAnswer
  {
    var parser = ServerSentEventParser(limit: BackendClient.answerLimit)
    var total = 0
    do {
      for try await bytes in response.body {
        total += bytes.count
        guard total <= BackendClient.answerLimit else {
          throw client.failure(.tooLarge, "the stream is larger than \(BackendClient.answerLimit) bytes")
        }
        for event in try parser.feed(bytes) where event.name == "message" && !event.data.isEmpty {
          if let answer = try await take(event.data, id) { return answer }
        }
      }
    } catch let error as BackendFailure {
      throw error
    } catch let error as ServerSentEventParser.Failure {
      throw client.failure(.tooLarge, "\(error)")
    } catch {
      throw client.failure(error)
    }
    throw client.failure(.invalidAnswer, "the event stream ended without the answer")
  }

  private func take(_ data: [UInt8], _ id: JSONRPCID) async throws(BackendFailure) -> BackendAnswer? {
    switch try message(data).body {
    case .result(id, let text): return .result(text)
    case .error(id, let text), .error(nil, let text): return .error(text)
    case .request(let asked, let method, _):
      try await answer(asked, method)
      return nil
    case .result, .error, .notification: return nil
    }
  }

  private func answer(_ id: JSONRPCID, _ method: String) async throws(BackendFailure) {
    let response = try await client.post(BackendClient.reply(id, method), session: session, timeout: timeout)
    _ = try await client.collect(response, limit: 1 << 16)
  }

  private func message(_ text: [UInt8]) throws(BackendFailure) -> JSONRPCMessage {
    do throws(JSONRPCRejection) {
      return try JSONRPCMessage(reading: text)
    } catch {
      throw client.failure(.invalidAnswer, "not a JSON-RPC message: \(error.error.message)")
    }
  }
}
