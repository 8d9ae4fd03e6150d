import JSON
import Testing

@Suite struct JSONRecordTests {
  enum Color: String, JSONEnumeration { case red, green }

  struct Wheel: JSONRecord, Equatable {
    var size = 0
    init() {}
    static let fields: [JSONField<Wheel>] = [JSONField("size", \.size, "In inches.") { $0.minimum = 1 }]
  }

  struct Car: JSONRecord, Equatable {
    var name = ""
    var color: Color?
    var doors = 0
    var wheels: [Wheel] = []
    var labels: [String: String] = [:]
    init() {}
    static let fields: [JSONField<Car>] = [
      JSONField("name", \.name, "What it is called."),
      JSONField("color", \.color),
      JSONField("doors", \.doors, default: 4),
      JSONField("wheels", \.wheels, fallback: []),
      JSONField("labels", \.labels, fallback: [:]),
    ]
  }

  @Test func `a record reads and writes by one declaration`() throws {
    let json: JSONValue = ["name": "k", "color": "red", "wheels": [["size": 17]], "labels": ["a": "b"]]
    let car = try Car(json: json)
    #expect(car.doors == 4)
    #expect(car.wheels.first?.size == 17)
    #expect(car.json == ["name": "k", "color": "red", "doors": 4, "wheels": [["size": 17]], "labels": ["a": "b"]])
  }

  @Test func `every problem is reported with its path`() {
    let json: JSONValue = ["color": "blue", "wheels": [["size": 1], ["size": "x", "spokes": 3]], "labels": ["a": 1]]
    let error = #expect(throws: JSONProblems.self) { try Car(json: json) }
    #expect(
      error?.problems.map(\.description) == [
        "name: is required", "color: \"blue\" is not one of red, green",
        "wheels[1].size: expected integer, found string", "wheels[1].spokes: unknown field",
        "labels.a: expected string, found integer",
      ])
  }

  @Test func `unknown fields are ignored where that is asked for`() throws {
    #expect(try Car(json: ["name": "k", "later": true], unknownFields: .ignore).name == "k")
  }

  @Test func `the schema says what the fields say`() {
    let schema = Car.jsonSchema.json
    #expect(schema[path: "properties", "name", "description"] == "What it is called.")
    #expect(schema[path: "properties", "color", "enum"] == ["red", "green"])
    #expect(schema[path: "properties", "doors", "default"] == 4)
    #expect(schema[path: "properties", "wheels", "items", "properties"]?[path: "size", "minimum"] == 1)
    #expect(schema[path: "properties", "labels", "additionalProperties", "type"] == "string")
    #expect(schema["required"] == ["name"])
  }
}
