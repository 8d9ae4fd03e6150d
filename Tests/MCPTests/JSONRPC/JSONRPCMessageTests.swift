import JSON
import Testing

@testable import MCP

@Suite struct JSONRPCMessageTests {
  private func rejection(_ text: String) -> JSONRPCRejection? {
    do throws(JSONRPCRejection) {
      _ = try JSONRPCMessage(reading: Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test("A request keeps its id and params as bytes")
  func request() throws {
    let message = try JSONRPCMessage(
      reading: Array(#"{"jsonrpc":"2.0","id":"a\u0062","method":"tools/call","params":{"name":"x", "n":1.0}}"#.utf8))
    guard case .request(let id, let method, let params) = message.body else {
      Issue.record("not a request")
      return
    }
    #expect(String(decoding: id.bytes, as: UTF8.self) == #""a\u0062""#)
    #expect(method == "tools/call")
    #expect(params.map { String(decoding: $0.text, as: UTF8.self) } == #"{"name":"x", "n":1.0}"#)
  }

  @Test("Without an id it is a notification; with a result or an error it is a response")
  func kinds() throws {
    guard
      case .notification("x", nil) = try JSONRPCMessage(reading: Array(#"{"jsonrpc":"2.0","method":"x"}"#.utf8)).body,
      case .result(JSONRPCID(7), let result) =
        try JSONRPCMessage(reading: Array(#"{"jsonrpc":"2.0","id":7,"result":{}}"#.utf8)).body,
      case .error(nil, _) =
        try JSONRPCMessage(reading: Array(#"{"jsonrpc":"2.0","id":null,"error":{"code":1,"message":"m"}}"#.utf8)).body
    else {
      Issue.record("wrong kind")
      return
    }
    #expect(Array(result) == Array("{}".utf8))
  }

  @Test(
    "What is not a message is refused with JSON-RPC's codes",
    arguments: [
      ("{", -32700), ("", -32700), ("nonsense", -32700), ("5", -32600), ("[]", -32600),
      (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600), (#"{"id":1,"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600), (#"{"jsonrpc":"2.0","id":1}"#, -32600),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1e3,"method":"ping"}"#, -32600), (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1,"method":5}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1,"method":"p","params":[]}"#, -32602),
      (#"{"jsonrpc":"2.0","id":1,"method":"a","method":"b"}"#, -32600),
      (#"{"jsonrpc":"2.0","id":1,"method":"a","params":{"name":"x","name":"y"}}"#, -32602),
      (#"{"jsonrpc":"2.0","id":1,"result":{},"error":{}}"#, -32600),
    ])
  func refused(_ text: String, _ code: Int) {
    #expect(rejection(text)?.error.code == code, "\(text)")
  }

  @Test("A refused request is told by its id where it has a usable one")
  func rejectedID() {
    #expect(rejection(#"{"jsonrpc":"2.0","id":9,"method":5}"#)?.id == JSONRPCID(9))
    #expect(rejection(#"{"jsonrpc":"2.0","id":[],"method":"x"}"#)?.id == nil)
  }

  @Test("A batch is named as the reason") func batch() {
    #expect(rejection(#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#)?.error.message.contains("batch") == true)
  }

  @Test("Answers carry the id's bytes, and no id at all rather than null") func writing() {
    let error = JSONRPCError(403, "no")
    #expect(
      String(decoding: JSONRPCWriter.error(id: nil, error), as: UTF8.self)
        == #"{"jsonrpc":"2.0","error":{"code":403,"message":"no"}}"#)
    #expect(
      String(decoding: JSONRPCWriter.error(id: JSONRPCID(Array(#""x""#.utf8)), error), as: UTF8.self)
        == #"{"jsonrpc":"2.0","id":"x","error":{"code":403,"message":"no"}}"#)
    #expect(
      String(decoding: JSONRPCWriter.result(id: JSONRPCID(3), ["a": 1]), as: UTF8.self)
        == #"{"jsonrpc":"2.0","id":3,"result":{"a":1}}"#)
    #expect(
      String(decoding: JSONRPCWriter.request(id: JSONRPCID(3), method: "m", params: Array("{}".utf8)), as: UTF8.self)
        == #"{"jsonrpc":"2.0","id":3,"method":"m","params":{}}"#)
    #expect(
      String(decoding: JSONRPCWriter.notification(method: "m", params: [UInt8]?.none), as: UTF8.self)
        == #"{"jsonrpc":"2.0","method":"m"}"#)
  }
}
