import HTTP
import Testing

@Suite struct HTTPValueTests {
  @Test func `field names are compared without case and keep their order`() {
    var headers: HTTPHeaders = ["Accept": "a", "ACCEPT": "b", "Host": "h"]
    #expect(headers["accept"] == "a")
    #expect(headers.values("Accept") == ["a", "b"])
    headers["accept"] = "c"
    #expect(headers.values("Accept") == ["c"])
  }

  @Test func `a form is read, repeated names are seen`() throws {
    let form = try #require(FormParameters(reading: "a=1&b=x+y%2Bz&a=2&empty&=v"))
    #expect(form["a"] == "1")
    #expect(form["b"] == "x y+z")
    #expect(form["empty"] == "")
    #expect(form.repeatedNames == ["a"])
    #expect(FormParameters(reading: form.encoded) == form)
  }

  @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%ff"])
  func `a broken form is refused`(text: String) {
    #expect(FormParameters(reading: text) == nil)
  }

  @Test func `a separator is seen also before a combining mark`() throws {
    let form = try #require(FormParameters(reading: "a=1&\u{301}b=2&c=\u{301}3"))
    #expect(form.parameters.map(\.name) == ["a", "\u{301}b", "c"])
    #expect(form["c"]?.unicodeScalars.elementsEqual("\u{301}3".unicodeScalars) == true)
  }

  @Test func `too many parameters are refused`() {
    #expect(FormParameters(reading: Array(repeating: "a=1", count: 101).joined(separator: "&")) == nil)
  }

  @Test func `a URL is taken apart as it stands`() throws {
    let url = try #require(HTTPURL("HTTPS://Example.COM:8443/A%2fb?x=1#f"))
    #expect(url.scheme == "https")
    #expect(url.host == "example.com")
    #expect(url.port == 8443)
    #expect(url.path == "/A%2fb")
    #expect(url.query == "x=1")
    #expect(url.fragment == "f")
    #expect(url.origin == "https://example.com:8443")
    #expect(HTTPURL("https://example.com:443")?.origin == "https://example.com")
    #expect(HTTPURL("cursor://anysphere.cursor-mcp/cb")?.host == "anysphere.cursor-mcp")
    #expect(HTTPURL("http://[::1]:80/")?.host == "[::1]")
  }

  @Test(arguments: [
    "", "/path", "http:/x", "http://", "http://:80", "http://h:0", "http://h:70000", "http://h:8x", "http://a b/",
    "http://h\\@evil/", "http://h\r\n/", "1http://h", "http://[::1", "http://[x]/", "http://é/", "mailto:a@b",
  ])
  func `what is not an absolute URL is refused`(text: String) {
    #expect(HTTPURL(text) == nil)
  }

  @Test(arguments: [
    ("http://127.0.0.1/cb", true), ("http://127.9.9.9:80", true), ("http://[::1]:5", true), ("http://localhost", true),
    ("http://a.localhost", true), ("http://127.0.0.1.evil.com", false), ("http://localhost.evil.com", false),
    ("http://user@127.0.0.1@evil.com", false), ("http://128.0.0.1", false), ("http://127.0.1", false),
  ])
  func `loopback is told from what looks like it`(text: String, isLoopback: Bool) throws {
    #expect(try #require(HTTPURL(text)).isLoopback == isLoopback)
  }

  @Test(arguments: [
    ("*/*", true), ("application/json, text/event-stream", true), ("application/*", true), ("text/html", false),
    ("application/json;q=0", false), ("Application/JSON; q=0.5", true), ("", false),
  ])
  func `accept ranges`(accept: String, isAccepted: Bool) {
    #expect(MediaType.accepts(accept, "application/json") == isAccepted)
  }

  @Test func `a target is split into path and query`() {
    let request = HTTPRequest(method: "GET", target: "/a?b=1?c")
    #expect(request.path == "/a")
    #expect(request.query == "b=1?c")
    #expect(HTTPRequest(method: "GET", target: "/a").query == nil)
  }

  @Test(
    "what has a meaning in HTML is escaped, also where it shares a character with its neighbours",
    arguments: [
      ("<b class='x'>\"&", "&lt;b class=&#39;x&#39;&gt;&quot;&amp;"),
      ("\u{0D4E}<b\u{0D4E}>", "\u{0D4E}&lt;b\u{0D4E}&gt;"),
      ("\"\u{301}", "&quot;\u{301}"), ("<\u{20D2}", "&lt;\u{20D2}"),
    ])
  func escaping(text: String, escaped: String) {
    #expect(HTMLEscaping.escape(text).unicodeScalars.elementsEqual(escaped.unicodeScalars))
  }
}
