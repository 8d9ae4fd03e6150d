import JSON
import Testing

@testable import Cedar

@Suite struct HostileEntitiesTests {
  func uid(_ id: some CustomStringConvertible) -> String { #"{"type":"A","id":"\#(id)"}"# }

  func entity(_ id: Int, in parents: [Int] = [], attributes: String = "{}") -> String {
    #"{"uid":\#(uid(id)),"attrs":\#(attributes),"parents":[\#(parents.map(uid).joined(separator: ","))]}"#
  }

  func read(_ entities: [String]) throws -> Entities {
    try Entities(json: JSONValue(reading: "[\(entities.joined(separator: ","))]"))
  }

  /// Whether one entity is in another, by the entities themselves and by an authorizer that was given them.
  func isWithin(_ entities: Entities, _ child: Int, _ parent: Int) throws -> Bool {
    let (child, parent) = (EntityUID("A", CedarString("\(child)")), EntityUID("A", CedarString("\(parent)")))
    let policies = try PolicySet(parsing: "permit(principal in \(parent), action, resource);", source: "hostile")
    let request = AuthorizationRequest(principal: child, action: EntityUID("Action", "b"), resource: parent)
    let isAllowed = bounded { Authorizer(policies, entities).decide(request) }.isAllowed
    #expect(isAllowed == entities.isEntity(child, within: parent))
    return isAllowed
  }

  @Test func `a chain of five thousand parents is followed`() throws {
    let entities = try bounded { try read((0..<5000).map { entity($0, in: [$0 + 1]) }) }
    #expect(try isWithin(entities, 0, 5000) && !isWithin(entities, 5000, 0))
  }

  @Test(arguments: [1, 2, 5000])
  func `a cycle is refused, however long`(length: Int) {
    let error = #expect(throws: EntityDataError.self) {
      try bounded { try read((0..<length).map { entity($0, in: [($0 + 1) % length]) }) }
    }
    #expect(error?.code == .cycle)
  }

  @Test func `a lattice of parents is followed`() throws {
    let layers = (0..<1000).map { entity($0, in: (0..<20).map { parent in 1000 + parent }) }
    let top = (0..<20).map { entity(1000 + $0, in: (0..<20).map { parent in 2000 + parent }) }
    #expect(try isWithin(bounded { try read(layers + top) }, 0, 2019))
  }

  @Test func `deep values are refused, whatever opens the level`() {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}"), (#"{"__extn":{"fn":"ip","arg":"#, "}}")] {
      let value = String(repeating: open, count: 100_000) + "1" + String(repeating: close, count: 100_000)
      #expect(throws: JSONError.self) { try bounded { try read([entity(0, attributes: #"{"a":\#(value)}"#)]) } }
    }
    let value = (0..<200).reduce(JSONValue.int(1)) { inner, _ in .array([inner]) }
    let error = #expect(throws: EntityDataError.self) { try ValueReader().value(value) }
    #expect(error?.code == .limit)
  }

  @Test func `a long name over many values costs its length once`() throws {
    let name = String(repeating: "a", count: 1 << 20)
    let numbers = (0..<200_000).map(String.init).joined(separator: ",")
    let attributes = #"{"\#(name)":{"\#(name)":[\#(numbers)]}}"#
    let entities = try bounded { try read([entity(0, attributes: attributes)]) }
    #expect(entities.count == 1)
  }

  @Test func `many attributes, members and parents are read`() throws {
    let attributes = (0..<20_000).map { #""a\#($0)":[\#($0)]"# }.joined(separator: ",")
    let entities = try bounded { try read([entity(0, in: Array(1...20_000), attributes: "{\(attributes)}")]) }
    #expect(try isWithin(entities, 0, 20_000))
  }

  @Test func `megabytes of string are read`() throws {
    let string = String(repeating: "a", count: 4 << 20)
    #expect(try bounded { try read([entity(0, attributes: #"{"a":"\#(string)"}"#)]) }.count == 1)
    #expect(throws: JSONError.self) { try bounded { try read([#"{"a":"\#(string)"#]) } }
    for function in ["ip", "decimal", "datetime", "duration"] {
      let digits = String(repeating: "1", count: 1 << 16)
      let value = #"{"a":{"__extn":{"fn":"\#(function)","arg":"\#(digits)"}}}"#
      #expect(throws: EntityDataError.self) { try bounded { try read([entity(0, attributes: value)]) } }
    }
  }
}
