extension JSONSchema {
  /// What in a value breaks the schema's limits and rules, each with its place. Types and unknown members are the
  /// business of reading (`JSONCodable.read`); a value of another type is passed over here.
  /// - Parameter value: with its defaults filled in.
  package func violations(in value: JSONValue, at path: String) -> [JSONProblem] {
    var found: [JSONProblem] = []
    check(value, path, &found)
    return found
  }

  private func check(_ value: JSONValue, _ path: String, _ found: inout [JSONProblem]) {
    guard !value.isNull else { return }
    func note(_ message: String) { found.append(JSONProblem(path: path, message: message)) }
    if !`enum`.isEmpty, !`enum`.contains(value) {
      note("\(Self.shown(value)) is not one of \(`enum`.map { $0.text() }.joined(separator: ", "))")
      return
    }
    let before = found.count
    switch value {
    case .string(let text): checkText(text, note)
    case .int(let number): checkNumber(number, note)
    case .array(let elements): checkList(elements, path, &found)
    case .object(let members): checkObject(members, path, &found)
    default: break
    }
    // A rule may rely on what the parts promise.
    guard found.count == before else { return }
    for rule in rules where !rule.holds(value) { found.append(JSONProblem(path: path, message: rule.message)) }
  }

  private func checkText(_ text: String, _ note: (String) -> Void) {
    let length = text.unicodeScalars.count
    if let minLength, length < minLength {
      note(length == 0 ? "must not be empty" : "must have at least \(minLength) characters")
    } else if let maxLength, length > maxLength {
      note("has \(length) characters; at most \(maxLength) are allowed")
    } else if let pattern, !JSONPattern.matches(text, pattern) {
      note("\(isSensitive ? "the value" : Self.shown(.string(text))) does not match \(pattern)")
    }
  }

  private func checkNumber(_ number: Int, _ note: (String) -> Void) {
    if let minimum, number < minimum {
      note("\(number) must be at least \(minimum)")
    } else if let maximum, number > maximum {
      note("\(number) must be at most \(maximum)")
    } else if format == "int32", Int32(exactly: number) == nil {
      note("\(number) does not fit 32 bits")
    }
  }

  private func checkList(_ elements: [JSONValue], _ path: String, _ found: inout [JSONProblem]) {
    func note(_ message: String, _ place: String) { found.append(JSONProblem(path: place, message: message)) }
    if let minItems, elements.count < minItems {
      note("must have at least \(minItems) element\(minItems == 1 ? "" : "s")", path)
    }
    if let maxItems, elements.count > maxItems {
      note("has \(elements.count) elements; at most \(maxItems) are allowed", path)
      return
    }
    var seen: Set<JSONValue> = []
    for (index, element) in elements.enumerated() {
      let place = "\(path)[\(index)]"
      items?.check(element, place, &found)
      let identity: JSONValue
      switch listType {
      case "set": identity = element
      case "map": identity = .array(listMapKeys.map { element[$0] ?? .null })
      default: continue
      }
      if !seen.insert(identity).inserted {
        note("stands twice", listType == "map" ? place + "." + listMapKeys.joined(separator: ".") : place)
      }
    }
  }

  private func checkObject(_ members: JSONObject, _ path: String, _ found: inout [JSONProblem]) {
    if let maxProperties, members.count > maxProperties {
      found.append(
        JSONProblem(path: path, message: "has \(members.count) members; at most \(maxProperties) are allowed"))
      return
    }
    for (name, schema) in properties {
      if let member = members[name] { schema.check(member, path + "." + name, &found) }
    }
    if let items {
      for (name, member) in members { items.check(member, path + "." + name, &found) }
    }
  }

  /// Long values are cut: an error is no place for a document.
  private static func shown(_ value: JSONValue) -> String {
    let text = value.text()
    return text.unicodeScalars.count > 128 ? String(text.prefix(128)) + "…" : text
  }
}
