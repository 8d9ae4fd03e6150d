import JSON
import Testing

@testable import CedarLine

@Suite struct LineServerTests {
  func answer(_ line: String, by evaluation: Evaluation = .both) throws -> JSONValue {
    try JSONValue(reading: LineServer(version: "test", evaluation: evaluation).answer(Array(line.utf8)))
  }

  func ask(_ operation: String, _ fields: JSONValue, by evaluation: Evaluation = .both) throws -> JSONValue {
    var message = fields
    message["op"] = .string(operation)
    message["id"] = 7
    let answer = try answer(message.text(), by: evaluation)
    #expect(answer["id"] == 7)
    return answer
  }

  static let request: JSONValue = [
    "principal": ["type": "User", "id": "a"], "action": ["type": "Action", "id": "read"],
    "resource": ["type": "Doc", "id": "d"], "context": ["level": 2],
  ]

  @Test(arguments: [
    "", "x", "[]", "{}", "{\"op\":1}", "{\"id\":{},\"op\":\"hello\"", "\u{FEFF}{}", String(repeating: "[", count: 5000),
    "{\"op\":\"authorize\"}", "{\"op\":\"authorize\",\"policies\":7}",
    "{\"op\":\"bench\",\"policies\":\"\",\"iterations\":0}",
  ])
  func `what cannot be read is answered`(line: String) throws {
    let answer = try answer(line)
    #expect(answer["ok"] == false && answer["error"]?["stage"] != nil)
  }

  @Test func `bytes that are no text are answered, and so is a line too long`() throws {
    let server = LineServer(version: "test")
    #expect(try JSONValue(reading: server.answer([0x22, 0xFF, 0x22]))["ok"] == false)
    #expect(try JSONValue(reading: server.answerToOverlong(limit: 9))["error"]?["stage"] == "internal")
  }

  @Test func `an operation that is not known is unsupported`() throws {
    #expect(try ask("dance", [:])["error"]?["stage"] == "unsupported")
  }

  @Test func `hello says what can be asked`() throws {
    let answer = try ask("hello", ["protocol": "cedar-line/1"])
    #expect(answer["ok"] == true && answer["ops"]?.arrayValue?.contains("authorize") == true)
  }

  @Test(arguments: Evaluation.allCases)
  func `requests are decided in order, each on its own`(evaluation: Evaluation) throws {
    let policies = """
      permit(principal, action, resource) when { context.level > 1 };
      forbid(principal, action, resource) when { context.nothing };
      """
    var broken = Self.request
    broken["context"] = ["level": nil]
    let fields: JSONValue = ["policies": .string(policies), "entities": [], "requests": [Self.request, broken]]
    let results = try ask("authorize", fields, by: evaluation)["results"]
    #expect(results?[0] == ["decision": "allow", "reason": ["policy0"], "errors": ["policy1"]])
    #expect(results?[1]?["requestError"]?.stringValue != nil)
  }

  @Test(
    arguments: [
      ("policies", ["policies": "permit("]),
      ("entities", ["policies": "", "entitiesText": "[1.0]"]),
      ("policies", ["policies": "", "links": [["templateId": "policy0", "newId": "x", "values": [:]]]]),
    ] as [(String, JSONValue)])
  func `a failure names its stage`(stage: String, fields: JSONValue) throws {
    #expect(try ask("authorize", fields)["error"]?["stage"] == .string(stage))
  }

  @Test func `a template decides once it is linked`() throws {
    let values: JSONValue = ["?principal": ["type": "User", "id": "a"]]
    let fields: JSONValue = [
      "policies": "permit(principal == ?principal, action, resource);", "requests": [Self.request],
      "links": [["templateId": "policy0", "newId": "mine", "values": values]],
    ]
    #expect(try ask("authorize", fields)["results"]?[0]?["reason"] == ["mine"])
  }

  @Test func `bench times decisions`() throws {
    let fields: JSONValue = [
      "policies": "permit(principal, action, resource);", "entities": [], "requests": [Self.request], "iterations": 10,
      "warmup": 1,
    ]
    let answer = try ask("bench", fields)
    #expect(answer["perDecisionNs"]?["p50"]?.intValue != nil && answer["allowed"] == 21)
  }
}
