import HTTP

/// The form that a person logs in with. It carries the authorization request along, so that the provider keeps nothing
/// until the password is right.
struct LoginPage {
  let action: String
  let request: FormParameters
  var message: String?

  var html: String {
    let hidden = request.parameters.filter { $0.name != "username" && $0.name != "password" }.map {
      "<input type=\"hidden\" name=\"\(HTMLEscaping.escape($0.name))\" value=\"\(HTMLEscaping.escape($0.value))\">"
    }
    let message = message.map { "<p role=\"alert\">\(HTMLEscaping.escape($0))</p>" } ?? ""
    return """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Sign in</title></head>
      <body>
      <h1>Sign in</h1>
      \(message)
      <form method="post" action="\(HTMLEscaping.escape(action))">
      \(hidden.joined(separator: "\n"))
      <label>Username <input name="username" autocomplete="username" autofocus></label>
      <label>Password <input name="password" type="password" autocomplete="current-password"></label>
      <button type="submit">Sign in</button>
      </form>
      </body>
      </html>
      """
  }
}
