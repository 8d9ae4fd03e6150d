/// What audit events and logs call a person.
package enum LoggedPerson {
  /// Stands for everybody who has not logged in.
  package static let anonymous = "anonymous"

  /// The e-mail address, else the name, else the subject. Nobody who logged in is called `anonymous`, whatever the
  /// identity provider says.
  package static func name(email: String?, name: String?, subject: String) -> String {
    [email, name].lazy.compactMap { $0 }.first { !$0.isEmpty && $0 != anonymous } ?? subject
  }
}
