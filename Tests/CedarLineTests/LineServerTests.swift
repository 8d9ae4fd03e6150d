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

  @Test(arguments: [("policy0", true), ("mine", true), ("policy1", true), ("twice", false), ("nobody", false)])
  func `a link names its template by identifier, else by annotation`(name: String, isLinked: Bool) throws {
    let policies = """
      @id("mine") permit(principal == ?principal, action, resource);
      @id("twice") permit(principal == ?principal, action, resource);
      @id("twice") permit(principal == ?principal, action, resource);
      """
    let link: JSONValue = [
      "templateId": .string(name), "newId": "new", "values": ["?principal": ["type": "User", "id": "a"]],
    ]
    let answer = try ask("authorize", ["policies": .string(policies), "requests": [Self.request], "links": [link]])
    #expect(answer["ok"] == .bool(isLinked))
  }

  static let schema = """
    entity User; entity Doc;
    action read appliesTo { principal: User, resource: Doc, context: { level: Long, at?: ipaddr } };
    """

  @Test(arguments: [
    ("true", true), ("context.level < 3", true), ("context.level", false), ("context.nothing", false),
    ("unknown(\"x\")", true), ("unknown(\"x\") == 1 && context.level == unknown(\"y\")", true), ("unknown(1)", false),
  ])
  func `policies are validated`(condition: String, isValid: Bool) throws {
    let policies = "permit(principal, action, resource) when { \(condition) };"
    let answer = try ask("validate", ["policies": .string(policies), "schema": .string(Self.schema)])
    #expect(answer["valid"] == .bool(isValid))
    #expect(answer["errors"]?[0]?["policy"] == (isValid ? nil : "policy0"))
  }

  @Test func `what is not known has no value`() throws {
    let policies = "permit(principal, action, resource) when { unknown(\"x\") };"
    let answer = try ask("authorize", ["policies": .string(policies), "requests": [Self.request]])
    #expect(answer["results"]?[0] == ["decision": "deny", "reason": [], "errors": ["policy0"]])
  }

  @Test func `requests and entities are checked against a schema`() throws {
    var short = Self.request
    short["context"] = ["level": 1, "at": "10.0.0.1"]
    var other = Self.request
    other["resource"] = ["type": "User", "id": "a"]
    let requests: JSONValue = [Self.request, short, other]
    let fields: JSONValue = ["schema": .string(Self.schema), "requests": requests]
    #expect(try ask("checkRequests", fields)["valid"] == [true, true, false])
    #expect(try ask("checkRequests", ["requests": requests])["error"]?["stage"] == "schema")
    for (attributes, isValid) in [([:], true), (["a": 1], false)] as [(JSONValue, Bool)] {
      let entity: JSONValue = ["uid": ["type": "User", "id": "a"], "attrs": attributes, "parents": []]
      let answer = try ask("checkEntities", ["schema": .string(Self.schema), "entities": [entity]])
      #expect(answer["valid"] == .bool(isValid))
    }
  }

  @Test func `with a schema, only requests that it allows are decided, unless they are not validated`() throws {
    var other = Self.request
    other["resource"] = ["type": "User", "id": "a"]
    var unchecked = other
    unchecked["validateRequest"] = false
    let fields: JSONValue = [
      "policies": "permit(principal, action, resource);", "schema": .string(Self.schema),
      "requests": [Self.request, other, unchecked],
    ]
    let results = try ask("authorize", fields)["results"]?.arrayValue ?? []
    #expect(results.map { $0["decision"] } == ["allow", nil, "allow"])
  }

  @Test func `policies go to JSON and back`() throws {
    let policies =
      "permit(principal == ?principal, action, resource) when { context has a.b };\nforbid(principal, action, resource);"
    let json = try #require(try ask("parsePolicies", ["policies": .string(policies)])["json"])
    #expect(json["templates"]?["policy0"] != nil && json["staticPolicies"]?["policy1"] != nil)
    let text = try ask("parsePolicies", ["policies": .string(json.text()), "policyFormat": "json"])["cedar"]
    #expect(text?.stringValue?.contains("principal == ?principal") == true)
    #expect(try ask("parseSchema", ["schema": "entity;"])["error"]?["stage"] == "schema")
    #expect(
      try ask("parseSchema", ["schema": "{\"\": {\"entityTypes\": {}, \"actions\": {}}}", "schemaFormat": "json"])["ok"]
        == true)
  }

  @Test func `schemas and policies are printed on demand`() throws {
    let schema = try ask("parseSchema", ["schema": .string(Self.schema), "print": true])
    #expect(schema["cedar"]?.stringValue?.contains("action") == true)
    #expect(schema["json"]?[""]?["actions"]?["read"] != nil)
    let policies = try ask("parsePolicies", ["policies": "permit(principal,action,resource);", "format": 40])
    #expect(policies["formatted"]?.stringValue?.contains("permit (principal, action, resource);") == true)
  }

  @Test func `bench times decisions`() throws {
    let fields: JSONValue = [
      "policies": "permit(principal, action, resource);", "entities": [], "requests": [Self.request], "iterations": 10,
      "warmup": 1,
    ]
    let answer = try ask("bench", fields)
    #expect(answer["perDecisionNs"]?["p50"]?.intValue != nil && answer["perDescribedNs"]?["p50"]?.intValue != nil)
    #expect(answer["allowed"] == 31)
  }
}
