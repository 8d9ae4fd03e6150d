import HTTP
import Testing

@testable import OutgoingAuthentication

@Suite struct ForwardedHeadersTests {
  @Test("Only what is listed goes along, whatever its case; of several values the first") func listed() {
    let headers: HTTPHeaders = [
      "x-tenant": "a", "X-Tenant": "b", "X-Other": "c", "Authorization": "Bearer t", "TRACEPARENT": "00-1",
    ]
    let passed = ForwardedHeaders(["X-Tenant", "traceparent", "x-TENANT"]).fields(of: headers)
    #expect(passed == ["X-Tenant": "a", "traceparent": "00-1"])
    #expect(ForwardedHeaders([]).fields(of: headers).fields.isEmpty)
  }

  @Test(
    "TP-1: credentials, the session and the connection are never forwarded, whoever lists them",
    arguments: [
      "Authorization", "authorization", "AUTHORIZATION", "Cookie", "cookie", "Set-Cookie", "Proxy-Authorization",
      "proxy-authorization", "Mcp-Session-Id", "MCP-SESSION-ID", "Mcp-Protocol-Version", "X-Forwarded-For",
      "x-forwarded-proto", "X-Forwarded-Anything", "X-Real-IP", "Forwarded", "Host", "Connection", "Te", "Upgrade",
      "Transfer-Encoding", "Content-Length", "Content-Type", "Accept", "Http2-Settings", "Keep-Alive", "Trailer",
      "Proxy-Connection", "DPoP", "X-Amz-Security-Token", "Authorization ", " Authorization", "Author\u{0}ization",
    ])
  func restricted(_ name: String) {
    #expect(ForwardedHeaders([name]).isEmpty)
    let headers: HTTPHeaders = [name: "x", "Authorization": "Bearer t", "X-Forwarded-For": "1.2.3.4"]
    #expect(ForwardedHeaders([name]).fields(of: headers).fields.isEmpty)
  }

  @Test("Values that no field can carry stay behind, and all of them have a bound") func values() {
    let many = (0..<10).map { "X-\($0)" }
    var headers = HTTPHeaders()
    for name in many { headers.add(name, String(repeating: "v", count: 8000)) }
    #expect(ForwardedHeaders(many).fields(of: headers).fields.count == 4)
    for value in ["a\r\nAuthorization: Bearer x", "a\nb", "\u{0}", ""] {
      #expect(ForwardedHeaders(["X-A"]).fields(of: ["X-A": value]).fields.isEmpty)
    }
  }
}
