import JSON
import Testing

@testable import AuthorizationServer

@Suite struct DelegationChainTests {
  @Test("11.1: who acts, the latest first; no more than ten, and nobody without a name")
  func chains() {
    #expect(DelegationChain(act: nil) == nil)
    let two = DelegationChain(act: ["iss": "https://i", "sub": "agent", "act": ["sub": "planner", "x": 1]])
    #expect(two?.actors.map(\.subject) == ["agent", "planner"])
    #expect(two?.actors.map(\.issuer) == ["https://i", nil])
    #expect(two?.isTruncated == false && two?.isMalformed == false)
    var long: JSONValue = ["sub": "0"]
    for number in 1...30 { long = ["sub": .string("\(number)"), "act": long] }
    let cut = DelegationChain(act: long)
    #expect(cut?.actors.count == 10 && cut?.actors.first?.subject == "30" && cut?.isTruncated == true)
    for bad in ["x", [], [:], ["sub": 7], .null] as [JSONValue] {
      let chain = DelegationChain(act: bad)
      #expect(chain?.isMalformed == true && chain?.actors.isEmpty == true)
    }
    let name = DelegationChain(act: ["sub": .string(String(repeating: "n", count: 5000))])?.actors.first?.subject
    #expect(name?.count == 256)
  }
}
