import Testing

@testable import AuthorizationServer

@Suite struct LoggedPersonTests {
  @Test(
    "Somebody who logged in is never called anonymous in an event",
    arguments: [
      ("a@example.com", "Ada", "a@example.com"), (nil, "Ada", "Ada"), ("", "Ada", "Ada"), (nil, nil, "s-1"),
      ("", "", "s-1"), ("anonymous", "anonymous", "s-1"),
    ])
  func name(email: String?, name: String?, logged: String) {
    #expect(LoggedPerson.name(email: email, name: name, subject: "s-1") == logged)
  }
}
