import HTTP

/// A page for people: no script, no image, nothing from elsewhere.
struct Page: Sendable {
  var title: String
  /// Markup; whoever writes it has escaped what is not theirs.
  var body: String

  /// - Parameter styleDigest: SHA-256 of `PageStyle.text` in base64.
  func response(status: Int, styleDigest: String) -> HTTPResponse {
    let text = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>\(HTMLEscaping.escape(title))</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>
      <main>
      \(body)
      </main>
      </body>
      </html>

      """
    var response = HTTPResponse.html(text, status: status)
    // There is no form-action: browsers apply it to the redirects after a form too, and those lead to the identity
    // provider, wherever it sends people from there, and to the client's own scheme.
    response.headers["Content-Security-Policy"] =
      "default-src 'none'; style-src 'sha256-\(styleDigest)'; base-uri 'none'; frame-ancestors 'none'"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"
    return response
  }
}
