import JSON

/// One field that breaks a rule, said as the API server says it: `spec.replicas: Invalid value: -1: must be …`.
package struct FieldError: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    case required = "FieldValueRequired"
    case invalid = "FieldValueInvalid"
    case typeInvalid = "FieldValueTypeInvalid"
    case notSupported = "FieldValueNotSupported"
    case duplicate = "FieldValueDuplicate"
    case tooLong = "FieldValueTooLong"
    case tooMany = "FieldValueTooMany"
    case forbidden = "FieldValueForbidden"
  }

  package let field: String
  package let kind: Kind
  /// What is wrong, without the field.
  package let message: String

  package var description: String { field.isEmpty ? message : "\(field): \(message)" }

  static func required(_ field: String, _ hint: String = "") -> FieldError {
    FieldError(field: field, kind: .required, message: "Required value" + (hint.isEmpty ? "" : ": \(hint)"))
  }

  static func invalid(_ field: String, _ value: JSONValue, _ rule: String) -> FieldError {
    FieldError(field: field, kind: .invalid, message: "Invalid value: \(shown(value)): \(rule)")
  }

  static func wrongType(_ field: String, expected: String, found: JSONValue) -> FieldError {
    let place = field.isEmpty ? "" : "\(field) in body "
    return FieldError(
      field: field, kind: .typeInvalid,
      message: "Invalid value: \"\(found.kind)\": \(place)must be of type \(expected): \"\(found.kind)\"")
  }

  static func notSupported(_ field: String, _ value: JSONValue, _ supported: [JSONValue]) -> FieldError {
    FieldError(
      field: field, kind: .notSupported,
      message: "Unsupported value: \(shown(value)): supported values: \(supported.map(shown).joined(separator: ", "))")
  }

  static func duplicate(_ field: String, _ value: JSONValue) -> FieldError {
    FieldError(field: field, kind: .duplicate, message: "Duplicate value: \(shown(value))")
  }

  static func tooLong(_ field: String, _ limit: Int) -> FieldError {
    FieldError(field: field, kind: .tooLong, message: "Too long: may not be more than \(limit) bytes")
  }

  static func tooMany(_ field: String, _ count: Int, _ limit: Int) -> FieldError {
    FieldError(field: field, kind: .tooMany, message: "Too many: \(count): must have at most \(limit) items")
  }

  static func forbidden(_ field: String, _ reason: String) -> FieldError {
    FieldError(field: field, kind: .forbidden, message: "Forbidden: \(reason)")
  }

  /// Long values are cut: an error is no place for a document.
  private static func shown(_ value: JSONValue) -> String {
    let text = value.text()
    return text.count > 256 ? String(text.prefix(256)) + "…" : text
  }
}
