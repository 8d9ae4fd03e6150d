/// What a place of a policy asks of the type of what stands there.
enum TypeExpectation {
  case bool, long, string, set, entity
  case entityOrRecord
  case entityOrEntities
  case exactly(SchemaType)

  func accepts(_ type: ExpressionType) -> Bool {
    switch self {
    case .bool: type.isBoolean
    case .long: type == .long
    case .string: type == .string
    case .set: type.element != nil
    case .entity: type.entityType != nil
    case .entityOrRecord: type.entityType != nil || type.isRecord
    case .entityOrEntities: type.entityType != nil || type.element?.entityType != nil
    case .exactly(let expected): type == .declared(expected)
    }
  }
}

extension TypeExpectation: CustomStringConvertible {
  var description: String {
    switch self {
    case .bool: "Bool"
    case .long: "Long"
    case .string: "String"
    case .set: "a set"
    case .entity: "an entity"
    case .entityOrRecord: "an entity or a record"
    case .entityOrEntities: "an entity or a set of entities"
    case .exactly(let expected): expected.description
    }
  }
}
