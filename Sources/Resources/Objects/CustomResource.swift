import JSON

/// A kind of the project's API group: an empty type that names the kind and its parts.
package protocol CustomResource: Sendable {
  associatedtype Spec: JSONRecord, Equatable
  associatedtype Status: JSONRecord, Equatable

  static var names: ResourceNames { get }
  static var columns: [PrinterColumn] { get }
  /// One sentence for `kubectl explain`.
  static var summary: String { get }
}
