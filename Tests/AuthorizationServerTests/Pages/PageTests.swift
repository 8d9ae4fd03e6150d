import HTTP
import Testing

@testable import AuthorizationServer

@Suite struct PageTests {
  @Test func `the policy admits exactly the style that stands in the page`() throws {
    let page = Page(title: "A & B", body: "<h1>x</h1>").response(status: 200, styleDigest: "D")
    let style = try #require(page.text.split(separator: "<style>").last?.split(separator: "</style>").first)
    #expect(String(style) == PageStyle.text)
    #expect(page.headers["Content-Security-Policy"]?.contains("style-src 'sha256-D'") == true)
    #expect(page.text.contains("<title>A &amp; B</title>"))
    #expect(page.text.contains("<html lang=\"en\">"))
  }

  @Test(
    "the page says in words where the code goes",
    arguments: [
      ("https://vscode.dev/redirect?x=1", "vscode.dev"),
      ("https://vscode.dev:8443/redirect", "vscode.dev:8443"),
      ("http://127.0.0.1:5000/callback", "an application on this device (127.0.0.1:5000)"),
      ("cursor://anysphere.cursor-mcp/x", "the application on this device that opens cursor: links"),
      ("com.example.app:/callback", "the application on this device that opens com.example.app: links"),
    ])
  func destinations(uri: String, words: String) {
    #expect(ConsentPage.destination(uri) == words)
  }

  @Test(
    "names are shown without what could deceive",
    arguments: [
      ("  VS   Code ", "VS Code"), ("a\u{202E}b", "a b"), ("a\nb\tc", "a b c"), ("\u{200B}", ""),
      (String(repeating: "x", count: 200), String(repeating: "x", count: 79) + "…"),
    ])
  func names(name: String, shown: String) {
    #expect(HTMLText.display(name) == shown)
  }

  @Test func `what has a meaning in HTML is escaped`() {
    #expect(
      HTMLEscaping.escape("<a href='x' title=\"y\">&</a>")
        == "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;&lt;/a&gt;")
  }
}
