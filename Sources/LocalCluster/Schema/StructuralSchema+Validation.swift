import JSON

extension StructuralSchema {
  /// What is wrong with a value, in the order of its members.
  /// - Parameter path: the field that the value stands at: `spec.ports[0]`.
  package func errors(in value: JSONValue, at path: String = "") -> [FieldError] {
    if value.isNull { return isNullable || type == nil ? [] : [.wrongType(path, expected: type ?? "", found: value)] }
    if isIntOrString {
      let isFit = value.intValue != nil || value.stringValue != nil
      return isFit ? valueErrors(value, path) : [.wrongType(path, expected: "integer,string", found: value)]
    }
    if let type, !Self.value(value, isOf: type) { return [.wrongType(path, expected: type, found: value)] }
    return structuralErrors(value, path) + valueErrors(value, path)
  }

  private static func value(_ value: JSONValue, isOf type: String) -> Bool {
    switch type {
    case "object": value.objectValue != nil
    case "array": value.arrayValue != nil
    case "string": value.stringValue != nil
    case "boolean": value.boolValue != nil
    case "integer": value.intValue != nil
    case "number": value.doubleValue != nil
    default: false
    }
  }

  private func structuralErrors(_ value: JSONValue, _ path: String) -> [FieldError] {
    switch value {
    case .object(let object):
      let missing = required.filter { object[$0] == nil }.map { FieldError.required(Self.join(path, $0)) }
      return missing
        + object.flatMap { name, inner -> [FieldError] in
          let isKnown = properties[name] != nil
          return member(name)?.errors(in: inner, at: isKnown ? Self.join(path, name) : "\(path)[\(name)]") ?? []
        }
    case .array(let array):
      return array.enumerated().flatMap { index, inner in
        items.first?.errors(in: inner, at: "\(path)[\(index)]") ?? []
      } + duplicates(array, path)
    default: return []
    }
  }

  private func duplicates(_ array: [JSONValue], _ path: String) -> [FieldError] {
    guard hasUniqueItems || listType == .map else { return [] }
    var seen: Set<JSONValue> = []
    return array.enumerated().compactMap { index, item in
      let identity = listType == .map ? .object(key(of: item)) : item
      return seen.insert(identity).inserted ? nil : .duplicate("\(path)[\(index)]", identity)
    }
  }

  /// The rules that are not about structure; these also judge the branches of `allOf`, `anyOf`, `oneOf` and `not`.
  private func valueErrors(_ value: JSONValue, _ path: String) -> [FieldError] {
    var errors: [FieldError] = []
    if !allowed.isEmpty, !allowed.contains(value) { errors.append(.notSupported(path, value, allowed)) }
    errors += boundErrors(value, path)
    errors += textErrors(value, path)
    for schema in allOf { errors += schema.errors(in: value, at: path) }
    if !anyOf.isEmpty, !anyOf.contains(where: { $0.errors(in: value, at: path).isEmpty }) {
      errors.append(.invalid(path, value, "\(Self.inBody(path))must validate at least one schema (anyOf)"))
    }
    if !oneOf.isEmpty, oneOf.filter({ $0.errors(in: value, at: path).isEmpty }).count != 1 {
      errors.append(.invalid(path, value, "\(Self.inBody(path))must validate one and only one schema (oneOf)"))
    }
    if let not = not.first, not.errors(in: value, at: path).isEmpty {
      errors.append(.invalid(path, value, "\(Self.inBody(path))must not validate the schema (not)"))
    }
    return errors
  }

  private func textErrors(_ value: JSONValue, _ path: String) -> [FieldError] {
    var errors: [FieldError] = []
    let place = Self.inBody(path)
    if let text = value.stringValue {
      if let maximum = bounds.maxLength, text.unicodeScalars.count > maximum { errors.append(.tooLong(path, maximum)) }
      if let minimum = bounds.minLength, text.unicodeScalars.count < minimum {
        errors.append(.invalid(path, value, "\(place)should be at least \(minimum) chars long"))
      }
      if let pattern, !SchemaPattern.matches(text, pattern) {
        errors.append(.invalid(path, value, "\(place)should match '\(pattern)'"))
      }
    }
    if let format, !SchemaFormat.isValid(value, format) {
      errors.append(.invalid(path, value, "\(place)must be of type \(format): \(value.text())"))
    }
    return errors
  }

  private func boundErrors(_ value: JSONValue, _ path: String) -> [FieldError] {
    let place = Self.inBody(path)
    switch value {
    case .int, .double: return numberErrors(value, path)
    case .array(let array):
      if let maximum = bounds.maxItems, array.count > maximum { return [.tooMany(path, array.count, maximum)] }
      if let minimum = bounds.minItems, array.count < minimum {
        return [.invalid(path, .int(array.count), "\(place)should have at least \(minimum) items")]
      }
    case .object(let object):
      if let maximum = bounds.maxProperties, object.count > maximum {
        return [.tooMany(path, object.count, maximum)]
      }
      if let minimum = bounds.minProperties, object.count < minimum {
        return [.invalid(path, .int(object.count), "\(place)should have at least \(minimum) properties")]
      }
    default: break
    }
    return []
  }

  private func numberErrors(_ value: JSONValue, _ path: String) -> [FieldError] {
    guard let number = value.doubleValue else { return [] }
    var errors: [FieldError] = []
    func check(_ holds: Bool, _ rule: String, _ bound: Double) {
      let shown = Int(exactly: bound).map(String.init) ?? String(bound)
      if !holds { errors.append(.invalid(path, value, "\(Self.inBody(path))should be \(rule) \(shown)")) }
    }
    if let minimum = bounds.minimum {
      let isExclusive = bounds.isMinimumExclusive
      check(
        isExclusive ? number > minimum : number >= minimum,
        isExclusive ? "greater than" : "greater than or equal to", minimum)
    }
    if let maximum = bounds.maximum {
      let isExclusive = bounds.isMaximumExclusive
      check(
        isExclusive ? number < maximum : number <= maximum, isExclusive ? "less than" : "less than or equal to",
        maximum)
    }
    if let unit = bounds.multipleOf, unit > 0 {
      check(number.truncatingRemainder(dividingBy: unit) == 0, "a multiple of", unit)
    }
    return errors
  }

  static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private static func inBody(_ path: String) -> String { path.isEmpty ? "" : "\(path) in body " }
}
