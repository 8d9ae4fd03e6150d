import GatewayDocument
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct TokenPathTests {
  static let document: JSONValue = [
    "sub": "a", "a.b": "dotted", "user": ["id": 7, "names": ["x", "y"]],
    "jwt": .string(JWT.sign(["oid": "o", "s": ["t"]], with: Scene.signing)),
    "opaque": "abc",
  ]

  @Test(
    "4.3: members, positions, escapes and the payload of a JWT",
    arguments: [
      ("sub", JSONValue.string("a")), ("user.id", 7), ("user.names.1", "y"), (#"a\.b"#, "dotted"),
      ("jwt|@upstreamjwt|oid", "o"), ("jwt.@upstreamjwt.s.0", "t"), ("opaque|@upstreamjwt|sub", nil), ("user.x", nil),
      ("sub.x", nil), ("user.names.2", nil), ("@upstreamjwt.sub", nil),
    ] as [(String, JSONValue?)])
  func values(path: String, value: JSONValue?) throws {
    #expect(try #require(TokenPath(path)).value(in: Self.document) == value)
  }

  @Test(
    arguments: [
      "", ".", "a.", ".a", "a..b", "a|", "users.#.id", "a*", "a?", "@reverse", "@upstreamjwt:x", "!x", "[0]", #"a\"#,
      String(repeating: "a", count: 257),
    ])
  func `what this language lacks is no path`(text: String) { #expect(TokenPath(text) == nil) }
}
