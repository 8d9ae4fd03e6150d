import Testing

@testable import MCP

@Suite struct SSEEndpointTests {
  @Test(
    arguments: [
      ("/messages?s=1", "http://a:80/sse", "http://a:80/messages?s=1"),
      ("messages", "http://a/x/sse?y=/z", "http://a/x/messages"), ("m", "http://a", "http://a/m"),
      ("http://a:80/m", "http://a:80/sse", "http://a:80/m"),
      ("http://a:81/m", "http://a:80/sse", nil), ("http://a:8080/m", "http://a:80/sse", nil),
      ("https://a:80/m", "http://a:80/sse", nil), ("//b/m", "http://a/sse", nil), ("", "http://a/sse", nil),
      ("/m\r\nX: y", "http://a/sse", nil), ("http://a:80@b/m", "http://a:80/sse", nil),
      ("http://a:80", "http://a:80/sse", nil), ("\\\\b\\m", "http://a/sse", nil),
    ] as [(String, String, String?)])
  func `an endpoint is taken where it is of the stream's own origin`(reference: String, base: String, expected: String?)
  {
    #expect(SSEEndpoint.url(reference, base: base) == expected)
  }
}
