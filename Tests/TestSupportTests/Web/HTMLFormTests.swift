import HTTP
import JOSE
import Testing

@testable import TestSupport

@Suite struct HTMLFormTests {
  @Test func `a form is filled as a person would`() throws {
    let page = """
      <!doctype html><!-- <form action="/no"> --><p a=b>1 < 2</p>
      <FORM METHOD=POST ACTION="/go?a=1&amp;b=2"><input type="hidden" name="t" value="&quot;x&#39;&#x41;">
      <label>Name <input name='user' autofocus/></label><input type=password name=pw><input type=checkbox name=keep>
      <button type="button" name="other">?</button><button name="ok" value="yes">Go</button><button name="no">No</button>
      </form><input name="outside">
      """
    let form = try #require(HTMLForm.all(in: page).first)
    #expect(form.action == "/go?a=1&b=2")
    #expect(form.method == "POST")
    let filled = form.filled(login: "ada", password: "secret")
    #expect(filled.map { "\($0)=\($1)" } == ["t=\"x'A", "user=ada", "pw=secret", "ok=yes"])
  }

  @Test(arguments: ["", "<", "<form", "<form action=", "<form action='", "<input name=\"a\">", "<form><input =x>"])
  func `broken pages are read to their end`(page: String) {
    #expect(HTMLForm.all(in: page).allSatisfy { $0.filled(login: "a", password: "b").isEmpty })
  }

  @Test(arguments: [
    ("", "http://h/a/b?c"), ("/x?y", "http://h/x?y"), ("x", "http://h/a/x"), ("?z", "http://h/a/b?z"),
    ("//o/p", "http://o/p"), ("https://o/", "https://o/"),
  ])
  func `references are resolved`(reference: String, url: String) throws {
    let base = try #require(HTTPURL("http://h/a/b?c"))
    #expect(base.resolving(reference)?.description == url)
  }

  @Test(arguments: [("YWI=", "ab"), ("YWJj", "abc"), ("+/8=", nil), ("YQ", nil), ("YQ=====", nil)])
  func `Base64 is read strictly`(text: String, expected: String?) {
    let decoded = Base64.decode(text, requiresPadding: true).flatMap { String(validating: $0, as: UTF8.self) }
    #expect(decoded == expected)
  }
}
