/// A secret's bytes. It prints as nothing that could be one.
package struct SecretValue: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes as UTF-8 text; `nil` when they are not.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  package var description: String { "[redacted]" }
  package var debugDescription: String { "[redacted]" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
