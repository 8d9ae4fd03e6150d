import Testing

@testable import Operator

@Suite struct RemoteURLRulesTests {
  @Test(arguments: [
    ("https://mcp.example.com/mcp", true, true), ("http://mcp.example.com:8080", true, true),
    ("https://93.184.216.34/", true, true), ("https://[2606:4700::1111]/", true, true),
    ("http://mcp.tools.svc.cluster.local/mcp", false, true), ("http://10.1.2.3/", false, true),
    ("http://172.16.0.1/", false, true), ("http://192.168.0.1/", false, true), ("http://[fd00::1]/", false, true),
    ("http://[::ffff:10.0.0.1]/", false, true), ("http://100.64.0.1/", false, true),
    ("http://localhost/", false, false), ("http://a.localhost:80/", false, false), ("http://LOCALHOST./", false, false),
    ("http://127.0.0.1/", false, false), ("http://127.8.8.8/", false, false), ("http://0.0.0.0/", false, false),
    ("http://169.254.169.254/", false, false), ("http://[::1]/", false, false), ("http://[::]/", false, false),
    ("http://[fe80::1]/", false, false), ("http://[::ffff:127.0.0.1]/", false, false),
    ("http://127.1/", false, false), ("http://2130706433/", false, false), ("http://0x7f000001/", false, false),
    ("https://kubernetes.default.svc/", false, false), ("https://kubernetes.default.svc.cluster.local/", false, false),
    ("http://metadata.google.internal/", false, false), ("ftp://example.com/", false, false), ("//a", false, false),
    ("", false, false), ("https://user:pass@example.com/", false, false), ("https://example.com/#f", false, false),
  ])
  func `servers outside are outside`(url: String, isPublic: Bool, isPrivate: Bool) {
    #expect((RemoteURLRules.problem(url, allowsPrivate: false) == nil) == isPublic)
    #expect((RemoteURLRules.problem(url, allowsPrivate: true) == nil) == isPrivate)
  }

  @Test func `what is refused starts as people search for it, and says how it is allowed`() {
    #expect(
      RemoteURLRules.problem("http://10.0.0.1/", allowsPrivate: false)
        == "remote URL points to the private address 10.0.0.1; allowPrivateEndpoint allows that")
  }
}
