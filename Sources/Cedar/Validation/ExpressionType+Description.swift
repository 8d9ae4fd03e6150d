/// As types are written in a Cedar schema, cut where they are long: a schema's common types may make a short text a huge
/// type.
extension ExpressionType: CustomStringConvertible {
  static let describedDepth = 4
  static let describedAttributes = 6

  var description: String { text(depth: Self.describedDepth) }

  private func text(depth: Int) -> String {
    guard depth > 0 else { return "…" }
    switch self {
    case .constant(let value): return value ? "True" : "False"
    case .declared(.record(let record)):
      return Self.text(
        record.attributes.map { ($0, $1.isRequired, .declared($1.type)) }, depth: depth)
    case .record(let attributes): return Self.text(attributes.map { ($0, true, $1) }, depth: depth)
    case .set(let element): return "Set<\(element.text(depth: depth - 1))>"
    case .declared(.set(let element)): return "Set<\(ExpressionType.declared(element).text(depth: depth - 1))>"
    case .declared(let simple): return simple.description
    }
  }

  private static func text(
    _ attributes: [(name: CedarString, isRequired: Bool, type: ExpressionType)], depth: Int
  ) -> String {
    let members = attributes.sorted { $0.name < $1.name }.prefix(describedAttributes).map { attribute in
      "\(attribute.name.attributeName)\(attribute.isRequired ? "" : "?"): \(attribute.type.text(depth: depth - 1))"
    }
    return "{\((members + (attributes.count > describedAttributes ? ["…"] : [])).joined(separator: ", "))}"
  }
}
