import JSON
import Testing

@testable import TestSupport

/// People who change and go, and what becomes of refresh tokens.
@Suite(.timeLimit(.minutes(1))) struct ChangingPeopleTests {
  private func change(
    _ rotation: IdentityProviderConfiguration.Rotation, grace: Int = 0
  ) -> (inout IdentityProviderConfiguration) -> Void {
    {
      $0.rotation = rotation
      $0.rotationGrace = grace
    }
  }

  @Test func `changed groups are in the next token, and who is removed is refused`() async throws {
    try await ProviderFixture.run(flavor: .okta, { _ in }) { fixture async throws in
      let first = try await fixture.redeem(try await fixture.code()).json
      fixture.provider.setGroups(["mcp-admin"], of: "ada@example.com")
      let second = try await fixture.refresh(first["refresh_token"]?.stringValue ?? "").json
      #expect(try await fixture.claims(second["access_token"], audience: "api://default")["groups"] == ["mcp-admin"])
      fixture.provider.remove("ada@example.com")
      let third = try await fixture.refresh(second["refresh_token"]?.stringValue ?? "")
      #expect(third.status == 400)
      #expect(third.json["error"] == "invalid_grant")
      #expect(try await fixture.login().status == 401)
    }
  }

  @Test(arguments: [
    (IdentityProviderConfiguration.Rotation.rotating, 0, false, true), (.rotating, 30, true, true),
    (.replacing, 0, true, true), (.persistent, 0, true, false),
  ])
  func `refresh tokens rotate with a grace, are replaced, or stay`(
    rotation: IdentityProviderConfiguration.Rotation, grace: Int, isAgainGood: Bool, isNew: Bool
  ) async throws {
    try await ProviderFixture.run(flavor: .okta, change(rotation, grace: grace)) { fixture async throws in
      let first = try await fixture.redeem(try await fixture.code()).json["refresh_token"]?.stringValue ?? ""
      let second = try await fixture.refresh(first).json["refresh_token"]?.stringValue
      #expect((second != first) == isNew)
      #expect((try await fixture.refresh(first).status == 200) == isAgainGood)
    }
  }

  @Test func `Entra ID names a place to ask at for who is in too many groups`() async throws {
    for (limit, isCut) in [(1, false), (0, true)] {
      try await ProviderFixture.run(
        flavor: .entra,
        {
          $0.emitsGroups = true
          $0.groupLimit = limit
        }
      ) { fixture async throws in
        let tokens = try await fixture.redeem(try await fixture.code()).json
        for (name, audience) in [("access_token", "api://engineering"), ("id_token", "engineering")] {
          let claims = try await fixture.claims(tokens[name], audience: audience)
          #expect((claims["groups"] == nil) == isCut)
          #expect((claims["_claim_names"]?["groups"] == "src1") == isCut)
        }
      }
    }
  }

  @Test func `GitHub speaks plain OAuth 2_0 in its own way`() async throws {
    try await ProviderFixture.run(flavor: .github, { _ in }) { fixture async throws in
      let endpoint = fixture.provider.endpoints.token
      let form = [
        ("code", try await fixture.code()), ("redirect_uri", ProviderFixture.callback),
        ("code_verifier", ProviderFixture.verifier), ("client_id", "engineering"), ("client_secret", "s3cr:t+"),
      ]
      let tokens = try await fixture.web.post(endpoint, form, headers: ["Accept": "application/json"]).json
      let token = try #require(tokens["access_token"]?.stringValue)
      #expect(token.hasPrefix("gho_"))
      #expect(tokens["id_token"] == nil && tokens["refresh_token"] == nil)
      let again = try await fixture.web.post(endpoint, form, headers: ["Accept": "application/json"])
      #expect(again.status == 200)
      #expect(again.json["error"] == "bad_verification_code")
      #expect(try await fixture.web.get("/.well-known/openid-configuration").status == 404)
    }
  }
}
