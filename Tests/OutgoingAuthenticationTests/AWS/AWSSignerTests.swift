import HTTP
import Testing

@testable import OutgoingAuthentication

/// AWS's published Signature Version 4 examples.
@Suite struct AWSSignerTests {
  private func signer(_ service: String = "service", token: String? = nil) -> AWSSigner {
    AWSSigner(
      credentials: AWSCredentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken: token),
      region: "us-east-1", service: service)
  }

  private static let time = "20150830T123600Z"

  private func hex(_ bytes: [UInt8]) -> String { AWSSigner.hex(bytes) }

  @Test(
    "The signature test suite of AWS",
    arguments: [
      ("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
      ("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
      (
        "GET", "/?Param2=value2&Param1=value1",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
      ),
      (
        "GET", "/?Param1=value2&Param1=value1",
        "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"
      ),
    ])
  func suite(method: String, target: String, signature: String) throws {
    let url = try #require(HTTPURL("https://example.amazonaws.com" + target))
    let value = signer().authorization(
      method: method, url: url, headers: [("x-amz-date", Self.time), ("host", "example.amazonaws.com")], body: [],
      time: Self.time)
    #expect(
      value == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        + "SignedHeaders=host;x-amz-date, Signature=\(signature)")
  }

  @Test("The example of the documentation: ListUsers, and its signing key") func listUsers() throws {
    let url = try #require(HTTPURL("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"))
    let value = signer("iam").authorization(
      method: "GET", url: url,
      headers: [
        ("content-type", "application/x-www-form-urlencoded; charset=utf-8"), ("host", "iam.amazonaws.com"),
        ("x-amz-date", Self.time),
      ], body: [], time: Self.time)
    #expect(value.hasSuffix("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"))
    #expect(
      hex(signer("iam").key("20150830")) == "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9")
  }

  @Test("Fields of a request: the session token is sent and signed, and a changed body is another signature")
  func fields() throws {
    let url = try #require(HTTPURL("https://mcp.example.com:8443/mcp"))
    func fields(_ body: String, _ headers: HTTPHeaders) -> HTTPHeaders {
      signer("aws-mcp", token: "token==").fields(
        for: CredentialedRequest(method: "POST", url: url, headers: headers, body: Array(body.utf8)), now: 1_440_938_160
      )
    }
    let headers: HTTPHeaders = ["Content-Type": "application/json", "Mcp-Session-Id": "s", "User-Agent": "u"]
    let signed = fields("{}", headers)
    #expect(signed["X-Amz-Date"] == Self.time)
    #expect(signed["X-Amz-Security-Token"] == "token==")
    #expect(
      signed["Authorization"]?.contains(
        "SignedHeaders=content-type;host;mcp-session-id;x-amz-date;x-amz-security-token,") == true)
    #expect(fields("{ }", headers)["Authorization"] != signed["Authorization"])
    #expect(fields("{}", ["Content-Type": "text/plain"])["Authorization"] != signed["Authorization"])
    #expect(!"\(Credential.signature(signer()))\(signer().credentials)".contains("wJalr"))
  }

  @Test(
    "Requests of MCP, signed as AWS's SDK for Python signs them (botocore 1.x, SigV4Auth)",
    arguments: [
      ("https://mcp.example.com/mcp", "f248284f1cb2db06625fd6d75a61fd13ddd9f0f9fe9cf3293401b8c1e6c5651e"),
      (
        "https://mcp.example.com:8443/a%20b/./c/../d/?z=1&a=%2Fx&a=b%20c&e",
        "f41bde0ba022199ecaf9d768fac77743df2412dfeff5c3a6b194994418e4cd35"
      ),
      (
        "https://mcp.example.com/a//b/%C3%A4/~x+y", "539d561c45b76300c0d461734c8dbe1070099f319bcec1a099855c4b54dce37d"
      ),
    ])
  func sdk(url: String, signature: String) throws {
    let fields = signer("aws-mcp", token: "token==").fields(
      for: CredentialedRequest(
        method: "POST", url: try #require(HTTPURL(url)),
        headers: [
          "Content-Type": "application/json", "Mcp-Session-Id": "a  b", "MCP-Protocol-Version": "2025-11-25",
          "User-Agent": "vmcp/1", "Accept": "application/json",
        ], body: Array(#"{"jsonrpc":"2.0"}"#.utf8)), now: 1_440_938_160)
    #expect(
      fields["Authorization"] == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/aws-mcp/aws4_request, "
        + "SignedHeaders=content-type;host;mcp-protocol-version;mcp-session-id;x-amz-date;x-amz-security-token, "
        + "Signature=\(signature)")
  }

  @Test("Times go there and back") func times() {
    for (seconds, basic, extended) in [
      (0, "19700101T000000Z", "1970-01-01T00:00:00Z"), (951_782_399, "20000228T235959Z", "2000-02-28T23:59:59Z"),
      (951_782_400, "20000229T000000Z", "2000-02-29T00:00:00Z"),
      (1_440_938_160, "20150830T123600Z", "2015-08-30T12:36:00Z"),
      (4_107_542_399, "21000228T235959Z", "2100-02-28T23:59:59Z"),
      (4_107_542_400, "21000301T000000Z", "2100-03-01T00:00:00Z"),
    ] {
      #expect(AWSTime.basic(seconds) == basic)
      #expect(AWSTime.seconds(extended) == seconds)
    }
    #expect(AWSTime.seconds("2015-08-30T12:36:00.123Z") == 1_440_938_160)
    for bad in ["", "2015-08-30", "2015-13-30T12:36:00Z", "2015-08-30T12:36:00+00:00", "2015-08-30T12:36:00Zx"] {
      #expect(AWSTime.seconds(bad) == nil, "\(bad)")
    }
  }
}
