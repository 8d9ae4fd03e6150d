import JSON

extension Explanation {
  /// The same for machines; what is empty is left out but for the lists of policies that determined and came nearest.
  package var json: JSONValue {
    var json: JSONObject = [
      "decision": isAllowed ? "allow" : "deny", "principal": principal.json, "action": action.json,
      "resource": resource.json, "determining": .array(determining.map { .object($0.json) }),
      "nearest": .array(nearest.map(\.json)),
    ]
    if !overridden.isEmpty { json["overridden"] = .array(overridden.map { .object($0.json) }) }
    if fartherCount > 0 { json["farther"] = .int(fartherCount) }
    if !failedForbids.isEmpty { json["failedForbids"] = .array(failedForbids.map(\.json)) }
    if unlistedFailureCount > 0 { json["unlistedFailures"] = .int(unlistedFailureCount) }
    return .object(json)
  }
}

extension PolicyReference {
  fileprivate var json: JSONObject {
    var json: JSONObject = [
      "policy": .string(id), "effect": .string(effect.rawValue), "source": .string(source),
      "line": .int(position.line), "column": .int(position.column),
    ]
    json["template"] = templateID.map { .string($0) }
    return json
  }
}

extension NearMiss {
  fileprivate var json: JSONValue {
    var json = policy.json
    json["matchedParts"] = .int(matchedParts)
    json["heldClauses"] = .int(heldClauses)
    json["obstacles"] = .array(obstacles.map(\.json))
    return .object(json)
  }
}

extension Obstacle {
  fileprivate var json: JSONValue {
    var json: JSONObject = [
      "part": .string(variable?.rawValue ?? "condition"), "text": .string(text), "line": .int(position.line),
      "column": .int(position.column),
    ]
    switch outcome {
    case .isFalse: json["outcome"] = "false"
    case .isTrue: json["outcome"] = "true"
    case .failed(let reason):
      json["outcome"] = "failed"
      json["reason"] = .string(reason)
    }
    if !missing.isEmpty { json["missing"] = .array(missing.map(\.json)) }
    return .object(json)
  }
}

extension MissingAttribute {
  fileprivate var json: JSONValue {
    var json: JSONObject = ["kind": .string(kind.rawValue), "owner": .string(owner)]
    json["entity"] = entity?.json
    json["name"] = name.map { .string($0.string) }
    json["computedName"] = computedName.map { .string($0) }
    return .object(json)
  }
}
