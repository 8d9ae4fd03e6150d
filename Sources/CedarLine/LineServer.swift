import JSON

/// Answers the lines of cedar-line/1, each with one line. What it is asked never ends it: what is wrong is the answer.
package struct LineServer: Sendable {
  /// Of the engine.
  let version: String

  let evaluation: Evaluation

  package init(version: String, evaluation: Evaluation = .compiled) {
    self.version = version
    self.evaluation = evaluation
  }

  /// The answer to one line, without a line end.
  package func answer(_ line: [UInt8]) -> [UInt8] {
    var id = JSONValue.null
    var answer: JSONObject
    do throws(LineFailure) {
      guard let text = String(validating: line, as: UTF8.self) else {
        throw LineFailure(.internal, "the line is not UTF-8")
      }
      let message = try LineMessage(reading: text)
      id = message.id
      answer = try perform(message)
      answer["ok"] = true
    } catch {
      answer = ["ok": false, "error": ["stage": .string(error.stage.rawValue), "message": .string(error.message)]]
    }
    answer["id"] = id
    return JSONValue.object(answer).bytes()
  }

  /// The answer to a line that was too long to be kept.
  package func answerToOverlong(limit: Int) -> [UInt8] {
    let error: JSONValue = ["stage": "internal", "message": .string("the line is longer than \(limit) bytes")]
    return JSONValue.object(["ok": false, "error": error, "id": .null]).bytes()
  }

  private func perform(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    switch LineOperation(rawValue: message.operation) {
    case .hello: hello()
    case .authorize: try authorize(message)
    case .validate: try validate(message)
    case .parseSchema: try parseSchema(message)
    case .parsePolicies: try parsePolicies(message)
    case .bench: try bench(message)
    case .checkEntities: try checkEntities(message)
    case .checkRequests: try checkRequests(message)
    case nil: throw LineFailure(.unsupported, "there is no operation \"\(message.operation.prefix(64))\"")
    }
  }
}
