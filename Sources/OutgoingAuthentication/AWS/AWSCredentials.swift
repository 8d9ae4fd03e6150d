/// Temporary credentials of AWS. They print as nothing that could be used.
package struct AWSCredentials: Sendable, CustomStringConvertible, CustomReflectable {
  let accessKeyID: String
  let secretAccessKey: String
  /// `nil` for long-term credentials.
  let sessionToken: String?

  package var description: String { "AWS credentials [redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
