import Testing

@testable import Cedar

@Suite struct HierarchyTests {
  func uid(_ number: Int) -> EntityUID { EntityUID("A", CedarString("\(number)")) }

  func entities(_ parents: [[Int]]) throws(EntityDataError) -> Entities {
    try Entities(parents.enumerated().map { number, parents in Entity(uid(number), parents: Set(parents.map(uid))) })
  }

  @Test func `ancestors are those of all parents`() throws {
    let parents = [[1, 2, 5], [3], [3], [4], [], [6], []]
    let entities = try entities(parents)
    func reached(_ number: Int) -> Set<Int> {
      number < parents.count ? parents[number].reduce(into: Set(parents[number])) { $0.formUnion(reached($1)) } : []
    }
    for child in 0..<8 {
      for ancestor in 0..<8 {
        let expected = child == ancestor || reached(child).contains(ancestor)
        #expect(entities.isEntity(uid(child), within: uid(ancestor)) == expected, "\(child) in \(ancestor)")
      }
    }
  }

  @Test func `a chain of five thousand is followed`() throws {
    let chain = try entities((0..<5_000).map { [$0 + 1] })
    #expect(chain.isEntity(uid(0), within: uid(5_000)))
    #expect(chain.isEntity(uid(2_500), within: uid(2_501)))
    #expect(!chain.isEntity(uid(4_999), within: uid(0)))
  }

  @Test func `what has too many ancestors is refused`() {
    let chain = (0..<10).map { Entity(uid($0), parents: [uid($0 + 1)]) }
    #expect(throws: Never.self) { try Hierarchy(chain, limit: 55) }
    #expect(#expect(throws: EntityDataError.self) { try Hierarchy(chain, limit: 54) }?.code == .limit)
  }

  @Test(arguments: [[[0]], [[1], [2], [0]], [[1], [2], [3], [1]]])
  func `circles are refused`(parents: [[Int]]) {
    #expect(#expect(throws: EntityDataError.self) { try entities(parents) }?.code == .cycle)
  }

  @Test func `everything is listed once, as it was last said`() throws {
    let base = try entities([[1], []])
    let all = try base.adding([Entity(uid(0), attributes: ["x": .long(1)])]).all
    #expect(all.count == 2)
    #expect(all.first { $0.uid == uid(0) }?.attributes == ["x": .long(1)])
    #expect(all.first { $0.uid == uid(0) }?.parents == [])
  }
}
