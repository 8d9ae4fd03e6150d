import JSON
import Testing

@testable import AuthorizationServer

@Suite struct GroupEvidenceTests {
  @Test("the first list wins: configured, groups, roles, cognito:groups, in the access token and then the ID token")
  func order() {
    func found(_ access: JSONObject?, _ id: JSONObject?, _ configured: [String] = []) -> String {
      GroupEvidence(accessToken: access, idToken: id, configured: configured).description
    }
    #expect(found(["roles": ["a"], "groups": []], nil) == "0 in the claim \"groups\" of the access token")
    #expect(found(["roles": ["a", "b"]], ["groups": ["c"]]) == "2 in the claim \"roles\" of the access token")
    #expect(found(nil, ["cognito:groups": ["c"]]) == "1 in the claim \"cognito:groups\" of the ID token")
    #expect(found(["groups": "a"], ["groups": ["c"]]) == "1 in the claim \"groups\" of the ID token")
    let realm: JSONObject = ["realm_access": ["roles": ["x"]], "groups": ["y", "z"]]
    #expect(
      found(realm, nil, ["realm_access.roles"]) == "1 in the claim \"realm_access.roles\" of the access token")
    let url = "https://example.com/groups"
    #expect(found([url: ["x"]], nil, [url]) == "1 in the claim \"\(url)\" of the access token")
  }

  @Test func `an absence names what was looked for`() {
    let evidence = GroupEvidence(accessToken: [:], idToken: nil, configured: ["teams"])
    #expect(evidence == .missing(lookedFor: ["teams", "groups", "roles", "cognito:groups"]))
    #expect(evidence.description == "no group claim (looked for teams, groups, roles, cognito:groups)")
  }
}
