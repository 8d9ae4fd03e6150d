import JSON
import Testing

@testable import OAuth

@Suite struct ScopeSetTests {
  @Test("I-08: spaces around and between scopes do not matter, nor does a repetition")
  func parsing() {
    #expect(ScopeSet(parsing: " offline_access  openid openid")?.names == ["offline_access", "openid"])
    #expect(ScopeSet(parsing: "")?.isEmpty == true)
    #expect(ScopeSet(reading: ["openid", "email", "openid"])?.text == "openid email")
    #expect(ScopeSet(reading: "openid email")?.names == ["openid", "email"])
  }

  @Test func `other characters, kinds and counts are refused`() {
    #expect(ScopeSet(parsing: "a\"b") == nil)
    #expect(ScopeSet(parsing: "a\nb") == nil)
    #expect(ScopeSet(parsing: "ü") == nil)
    #expect(ScopeSet(parsing: (0...100).map { "s\($0)" }.joined(separator: " ")) == nil)
    for json in [7, ["a", 1], [""], ["a b"], [:], nil] as [JSONValue] { #expect(ScopeSet(reading: json) == nil) }
  }

  @Test func `sets combine in order`() {
    let left = ScopeSet(["a", "b"])
    let right = ScopeSet(["b", "c"])
    #expect(left.union(right).names == ["a", "b", "c"])
    #expect(left.intersection(right).names == ["b"])
    #expect(left.subtracting(right).names == ["a"])
  }
}
