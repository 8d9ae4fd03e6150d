import HTTP
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct UpstreamRefusalTests {
  @Test(
    "upstream errors are said in words, with what to do",
    arguments: [
      ("access_denied", "assign the application to you"), ("login_required", "Start the sign-in again"),
      ("temporarily_unavailable", "Try again in a few minutes"),
      ("invalid_scope", "scopes of the provider's application"),
      ("unauthorized_client", "does not fit the gateway's configuration"), ("", "Ask your administrator"),
      ("<script>", "Ask your administrator"),
    ])
  func words(error: String, advice: String) async throws {
    let scene = try Scene()
    let page = try await scene.browse("GET", "/oauth/callback?" + FormParameters([("error", error)]).encoded)
    #expect(page.status == 502)
    #expect(page.text.replacing("&#39;", with: "'").contains(advice), "\(page.text)")
    #expect(!page.text.contains("<script>"))
    let departure = try await scene.authorize(try await scene.clientID())
    let form = FormParameters([
      ("error", error), ("error_description", "pay here"), ("state", departure.redirectParameters["state"] ?? ""),
    ])
    let answer = try await scene.browse("GET", "/oauth/callback?" + form.encoded)
    #expect(answer.redirectParameters["error"] == "access_denied")
    #expect(answer.redirectParameters["error_description"]?.contains(advice) == true)
    #expect(answer.redirectParameters["error_description"]?.contains("pay here") == false)
  }

  static let overages: [(JSONObject?, JSONObject, Bool)] = [
    (["sub": "ada", "_claim_names": ["groups": "src1"], "_claim_sources": ["src1": ["endpoint": "x"]]], [:], true),
    (["sub": "ada"], ["groups": .null, "hasgroups": true], true),
    (nil, ["groups": .null, "_claim_names": ["groups": "src1"]], true),
    (["sub": "ada", "_claim_names": ["groups": "src1"], "roles": ["mcp-developers"]], ["groups": .null], false),
    (["sub": "ada", "_claim_names": ["groups": "src1"]], ["groups": ["a"]], false),
  ]

  @Test(
    "Entra ID: groups that were left out for their number are said to the person, and in the event", arguments: overages
  )
  func overage(access: JSONObject?, identity: JSONObject, hasPage: Bool) async throws {
    let scene = try Scene()
    scene.provider.change {
      $0.accessTokenClaims = access
      $0.idTokenClaims = identity.isEmpty ? ["groups": .null] : identity
    }
    let client = try await scene.clientID()
    let response = try await scene.logIn(client)
    #expect((response.status == 200) == hasPage)
    let evidence = try #require(scene.events.last(.callback)?.groups?.description)
    #expect(evidence.contains("overage") == (hasPage || access?["roles"] != nil), "\(evidence)")
    guard hasPage else { return }
    #expect(response.text.contains("without your groups"))
    let link = try #require(response.text.split(separator: "href=\"").dropFirst().first?.prefix { $0 != "\"" })
    let query = link.replacing("&amp;", with: "&").split(separator: "?").last ?? ""
    let code = try #require(FormParameters(reading: query)?["code"])
    #expect(try await scene.redeem(code, client).status == 200)
  }
}
