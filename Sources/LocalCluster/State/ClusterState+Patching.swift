import JSON

/// The forms of patches.
package enum PatchKind: String, Sendable {
  case json = "application/json-patch+json"
  case merge = "application/merge-patch+json"
  case strategic = "application/strategic-merge-patch+json"
  case apply = "application/apply-patch+yaml"
}

extension ClusterState {
  /// - Throws: 400, 404, 409, 415 for a strategic merge patch of a custom resource, 422.
  package mutating func patch(
    _ patch: JSONValue, _ kind: PatchKind, at target: ObjectTarget, _ options: WriteMode
  ) throws(APIStatus) -> WriteResult {
    if kind == .apply { return try apply(patch, at: target, options) }
    let live = try get(target)
    let changed: JSONValue
    switch kind {
    case .json: changed = try JSONPatch.apply(patch, to: live)
    case .merge, .apply: changed = MergePatch.apply(patch, to: live)
    case .strategic:
      guard !target.type.isCustom else {
        throw APIStatus(
          .unsupportedMediaType,
          "the body of the request was in an unknown format - accepted media types include: "
            + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")
      }
      changed = try StrategicMergePatch.apply(patch, to: live, target.version.schema)
    }
    let (object, warnings) = try decoded(changed, for: target, options)
    var result = try replace(live, with: object, at: target, options)
    result.warnings = warnings + result.warnings
    return result
  }

  /// Server-side apply.
  /// - Throws: 400, 409 for fields of other managers, 422; 500 for unknown members, as the API server has it.
  package mutating func apply(
    _ body: JSONValue, at target: ObjectTarget, _ options: WriteMode
  ) throws(APIStatus) -> WriteResult {
    var lenient = options
    lenient.fieldValidation = .ignore
    try refuseUndeclared(body, target)
    var (declared, warnings) = try decoded(body, for: target, lenient)
    guard declared.metadata?["managedFields"] == nil else {
      throw APIStatus(.badRequest, "metadata.managedFields must be nil")
    }
    declared.setMetadata("name", .string(target.name))
    if target.type.isNamespaced { declared.setMetadata("namespace", .string(target.namespace ?? "")) }
    if target.subresource == "status" {
      var part: JSONValue = ["apiVersion": .string(target.apiVersion), "kind": .string(target.type.kind)]
      part.setMetadata("name", .string(target.name))
      if target.type.isNamespaced { part.setMetadata("namespace", .string(target.namespace ?? "")) }
      part["status"] = declared["status"]
      declared = part
    } else if target.version.hasStatus {
      declared["status"] = nil
    }
    let live = store.object(target.resource, namespace: target.namespace ?? "", name: target.name).map {
      presented($0, target)
    }
    if live == nil, target.subresource == "status" { throw .notFound(target.resource, target.name) }
    if let live, let wanted = body.metadata?["resourceVersion"]?.stringValue, wanted != live.resourceVersion {
      throw .stale(target.resource, target.name)
    }
    var merge = ServerSideApply(
      schema: target.version.schema, manager: options.fieldManager, apiVersion: target.apiVersion,
      subresource: target.subresource, time: timestamp.stringValue ?? "", force: options.force)
    var outcome = merge.apply(declared, to: live)
    // kubectl may take over what it has applied on the client's side before.
    if case .conflicts(_, let contested) = outcome, options.fieldManager == "kubectl", let live,
      contested.subtracting(lastApplied(live, target.version.schema)).isEmpty
    {
      merge.force = true
      outcome = merge.apply(declared, to: live)
    }
    switch outcome {
    case .conflicts(let conflicts, _): throw .conflicts(conflicts)
    case .merged(let object):
      var result: WriteResult
      if let live {
        result = try replace(live, with: object, at: target, options, applied: true)
      } else {
        result = try insert(object, at: target, options) { _, _ in }
      }
      result.warnings = warnings + result.warnings
      return result
    }
  }

  /// The fields that `kubectl apply` on the client's side has set and nobody has changed since.
  private func lastApplied(_ live: JSONValue, _ schema: StructuralSchema) -> FieldSet {
    guard let text = live.annotations["kubectl.kubernetes.io/last-applied-configuration"],
      let applied = try? JSONValue(reading: text)
    else { return FieldSet() }
    let wanted = ManagedFields.ownable(applied)
    let differing = FieldSet.difference(wanted, ManagedFields.ownable(live), schema)
    return FieldSet.of(wanted, schema).subtracting(differing.changed).subtracting(differing.removed)
  }

  /// Server-side apply needs the type of every field.
  private func refuseUndeclared(_ body: JSONValue, _ target: ObjectTarget) throws(APIStatus) {
    guard let first = target.version.schema.pruned(body).unknown.min() else { return }
    let place = target.type.isNamespaced ? "\(target.namespace ?? "")/\(target.name)" : "/\(target.name)"
    let group = target.apiVersion
    throw APIStatus(
      .internalError,
      "failed to create typed patch object (\(place); \(group), Kind=\(target.type.kind)): .\(first): "
        + "field not declared in schema")
  }
}
