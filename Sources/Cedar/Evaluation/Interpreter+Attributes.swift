extension Interpreter {
  func attribute(_ name: CedarString, of subject: Value, _ whole: Expression) throws(EvaluationError) -> Value {
    switch subject {
    case .record(let record):
      guard let value = record[name] else {
        throw failure(.attributeMissing, "there is no attribute \(name.quoted) here", whole)
      }
      return value
    case .entity(let uid):
      guard let entity = entities[uid] else { throw failure(.entityMissing, "\(uid) is not known", whole) }
      guard let value = entity.attributes[name] else {
        throw failure(.attributeMissing, "\(uid) has no attribute \(name.quoted)", whole)
      }
      return value
    default:
      throw failure(.type, "a value of type \(subject.kind) has no attributes", whole)
    }
  }

  /// `e has a.b` is `e has a && e.a has b`.
  func has(_ path: [CedarString], _ subject: Value, _ place: Expression) throws(EvaluationError) -> Bool {
    var subject = subject
    for name in path {
      let found: Value?
      switch subject {
      case .record(let record): found = record[name]
      case .entity(let uid): found = entities[uid]?.attributes[name]
      default: throw failure(.type, "`has` needs an entity or a record, not a value of type \(subject.kind)", place)
      }
      guard let found else { return false }
      subject = found
    }
    return true
  }

  func tag(_ name: CedarString, of uid: EntityUID, _ whole: Expression) throws(EvaluationError) -> Value {
    guard let entity = entities[uid] else { throw failure(.entityMissing, "\(uid) is not known", whole) }
    guard let value = entity.tags[name] else { throw failure(.tagMissing, "\(uid) has no tag \(name.quoted)", whole) }
    return value
  }
}
