import GatewayDocument
import HTTP
import JSON
import Testing

@testable import OutgoingAuthentication

@Suite struct AWSRoleTests {
  private static let url = "https://sts.eu-west-1.amazonaws.com/"
  private static let reader = "arn:aws:iam::123456789012:role/reader"
  private static let admin = "arn:aws:iam::123456789012:role/admin"

  private static func answer(_ token: String = "session==", expiry: String = "2027-01-15T09:00:00Z") -> String {
    """
    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult>
        <SubjectFromWebIdentityToken>ada</SubjectFromWebIdentityToken>
        <Credentials>
          <SessionToken>\(token)</SessionToken><SecretAccessKey>secret/key</SecretAccessKey>
          <Expiration>\(expiry)</Expiration><AccessKeyId>ASIAEXAMPLE</AccessKeyId>
        </Credentials>
      </AssumeRoleWithWebIdentityResult>
    </AssumeRoleWithWebIdentityResponse>
    """
  }

  private let endpoints = ScriptedEndpoints()
  private let clock = TurnedClock()
  private let logins = ScriptedLogins(tokens: [
    "l1 okta": UpstreamTokenPair(accessToken: jwt(["aud": "aws"]), idToken: "id"),
    "l2 okta": UpstreamTokenPair(accessToken: "opaque", idToken: "id-2"),
  ])

  private func role(fallback: String? = nil, region: String = "eu-west-1") throws -> BackendAuthenticator {
    var block = AWSRoleConfiguration()
    block.region = region
    block.mappings = [.init(claim: "admins", roleARN: Self.admin), .init(claim: "readers", roleARN: Self.reader)]
    block.fallbackRoleARN = fallback
    block.subjectProvider = "okta"
    var authentication = BackendAuthentication()
    authentication.kind = .awsSts
    authentication.awsSts = block
    return try authenticator(authentication, endpoints: endpoints, clock: clock)
  }

  @Test("AssumeRoleWithWebIdentity, and a signature with what it gave") func assume() async throws {
    endpoints.answer(Self.url, Self.answer())
    let backend = try role()
    let ada = logins.caller("ada", claims: ["sub": "ada@example.com", "groups": ["readers", "others"]])
    let fields = try await backend.fields(for: ada)
    #expect(
      fields["Authorization"]?.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20270115/eu-west-1/aws-mcp/aws4_request, SignedHeaders=host;") == true,
      "\(fields)")
    #expect(fields["X-Amz-Security-Token"] == "session==")
    #expect(
      endpoints.asked.first?.form
        == FormParameters([
          ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", Self.reader),
          ("RoleSessionName", "ada@example.com"), ("WebIdentityToken", jwt(["aud": "aws"])),
          ("DurationSeconds", "3600"),
        ]))
    _ = try await backend.fields(for: ada)
    #expect(endpoints.asked.count == 1)
    let promoted = logins.caller("ada", claims: ["sub": "ada@example.com", "groups": ["admins"]])
    _ = try await backend.fields(for: promoted)
    #expect(endpoints.asked.last?.form["RoleArn"] == Self.admin, "another role is never served from memory")
  }

  @Test("The first mapping that fits decides; without one the fallback, or nobody") func mapping() async throws {
    endpoints.answer(Self.url, Self.answer())
    func asked(_ groups: JSONValue, fallback: String? = nil) async throws -> String? {
      let caller = logins.caller("ada", login: "l2", claims: ["sub": "ada", "groups": groups])
      _ = try await role(fallback: fallback).credential(for: caller)
      #expect(endpoints.asked.last?.form["WebIdentityToken"] == "id-2", "an opaque token is no web identity")
      return endpoints.asked.last?.form["RoleArn"]
    }
    #expect(try await asked(["readers", "admins"]) == Self.admin)
    #expect(try await asked("readers") == Self.reader)
    #expect(try await asked([], fallback: "arn:aws:iam::1:role/all") == "arn:aws:iam::1:role/all")
    let error = await #expect(throws: CredentialFailure.self) { try await asked(["Readers"]) }
    #expect(error?.code == .notEntitled)
  }

  @Test("Session names have the characters that AWS takes, and people stay apart") func names() throws {
    let strategy = AWSRole(configuration: AWSRoleConfiguration(), transport: endpoints) { 0 }
    func name(_ sub: JSONValue) -> String? { strategy.sessionName(logins.caller("k", claims: ["sub": sub])) }
    #expect(name("ada@example.com") == "ada@example.com")
    let names = ["a/b", "a b", "ä", "a\r\nb", "x", String(repeating: "l", count: 65), "\u{212A}k"].map {
      name(.string($0)) ?? ""
    }
    #expect(Set(names).count == names.count)
    for name in names {
      #expect((2...64).contains(name.utf8.count))
      #expect(
        name.utf8.allSatisfy {
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-".utf8.contains($0)
        })
    }
    #expect(name("") == nil && name(7) == nil)
  }

  @Test(
    "Answers without whole credentials are refused",
    arguments: [
      "", "<html/>", answer("a</SessionToken><SessionToken>b"), answer("a&amp;b"), answer(expiry: "soon"),
      answer().replacing("AccessKeyId", with: "Key"), answer() + answer(),
      String(repeating: " ", count: 65_537) + answer(),
    ])
  func answers(_ body: String) async throws {
    endpoints.answer(Self.url, body)
    let error = await #expect(throws: CredentialFailure.self) {
      try await role(fallback: Self.reader).credential(for: logins.caller("ada", claims: ["sub": "ada"]))
    }
    #expect(error?.code == .invalidAnswer)
  }

  @Test("No piece of an answer and no broken byte is taken for credentials, or ends the process") func pieces() {
    let text = Self.answer()
    let whole = Array(text.utf8)
    let end = text.firstRange(of: "</Credentials>").map { text.utf8.distance(from: text.startIndex, to: $0.upperBound) }
    for count in 0..<(end ?? 0) { #expect(STSAnswer(Array(whole[..<count]))?.credentials == nil) }
    #expect(end != nil)
    for index in whole.indices {
      for byte: UInt8 in [0, 0x3C, 0x26, 0xFF] {
        var broken = whole
        broken[index] = byte
        _ = STSAnswer(broken)?.credentials
        _ = STSAnswer(broken)?.errorCode
      }
    }
  }

  @Test("Refusals are told with AWS's code, outages as such; China has its own domain") func failures() async throws {
    let caller = logins.caller("ada", claims: ["sub": "ada"])
    let error = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code></Error></ErrorResponse>"
    endpoints.answer(Self.url, error, status: 403)
    let refused = await #expect(throws: CredentialFailure.self) {
      try await role(fallback: Self.reader).credential(for: caller)
    }
    #expect(refused?.code == .refused && refused?.reason.contains("AccessDenied") == true)
    endpoints.answer(Self.url, "", status: 503)
    let outage = await #expect(throws: CredentialFailure.self) {
      try await role(fallback: Self.reader).credential(for: caller)
    }
    #expect(outage?.code == .unavailable)
    #expect(AWSRole.endpoint("cn-north-1")?.host == "sts.cn-north-1.amazonaws.com.cn")
  }
}
