/// Least upper bounds in strict mode: there are none between different entity types, none between records of different
/// attributes or with one attribute optional in only one of them (`Cedar/Validation/Subtyping.lean`).
extension ExpressionType {
  /// The least type that values of both types have; `nil` where strict mode knows none.
  static func leastUpperBound(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
    switch (left, right) {
    case (.declared(let first), .declared(let second)): first == second ? left : nil
    case (.declared(let bound), let other), (let other, .declared(let bound)):
      other.isWithin(bound) ? .declared(bound) : nil
    case (.constant(let first), .constant(let second)): first == second ? left : .bool
    case (.set(let first), .set(let second)): leastUpperBound(first, second).map(ExpressionType.set)
    case (.record(let first), .record(let second)): leastUpperBound(first, second)
    default: nil
    }
  }

  private static func leastUpperBound(
    _ left: [CedarString: ExpressionType], _ right: [CedarString: ExpressionType]
  ) -> ExpressionType? {
    guard left.count == right.count else { return nil }
    var bounds: [CedarString: ExpressionType] = [:]
    bounds.reserveCapacity(left.count)
    for (name, first) in left {
      guard let second = right[name], let bound = leastUpperBound(first, second) else { return nil }
      bounds[name] = bound
    }
    return .record(bounds)
  }

  /// Whether every value of this type has the type `bound`. A declared type holds no constants, so that it is its own
  /// bound with whatever is within it.
  private func isWithin(_ bound: SchemaType) -> Bool {
    switch (self, bound) {
    case (.constant, .bool): return true
    case (.declared(let type), _): return type == bound
    case (.set(let element), .set(let bound)): return element.isWithin(bound)
    case (.record(let attributes), .record(let bound)):
      guard attributes.count == bound.attributes.count else { return false }
      return bound.attributes.allSatisfy { name, attribute in
        attribute.isRequired && attributes[name]?.isWithin(attribute.type) == true
      }
    default: return false
    }
  }
}
