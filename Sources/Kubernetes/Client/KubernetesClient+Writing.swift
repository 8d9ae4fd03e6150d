import JSON

extension KubernetesClient {
  /// - Throws: code `alreadyExists` where there is one.
  @discardableResult
  package func create(
    _ kind: ResourceKind, _ object: KubernetesObject, _ options: WriteOptions = WriteOptions()
  ) async throws -> KubernetesObject {
    let path = kind.path(namespace: object.namespace)
    return try await self.object(
      Intent(
        method: "POST", path: path, query: query(options), body: object.json, priority: RequestPriority(kind)))
  }

  /// Replaces an object as a whole.
  /// - Throws: code `conflict` when the object's `resourceVersion` is no longer the stored one's.
  @discardableResult
  package func replace(
    _ kind: ResourceKind, _ object: KubernetesObject, subresource: String? = nil,
    _ options: WriteOptions = WriteOptions()
  ) async throws -> KubernetesObject {
    let path = kind.path(object.key, subresource: subresource)
    return try await self.object(
      Intent(
        method: "PUT", path: path, query: query(options), body: object.json,
        priority: RequestPriority(kind, subresource: subresource)))
  }

  /// Merges a patch (RFC 7396): `null` removes a member, lists are replaced.
  @discardableResult
  package func patch(
    _ kind: ResourceKind, _ key: ObjectKey, merging patch: JSONValue, subresource: String? = nil,
    _ options: WriteOptions = WriteOptions()
  ) async throws -> KubernetesObject {
    try await object(
      Intent(
        method: "PATCH", path: kind.path(key, subresource: subresource), query: query(options), body: patch,
        contentType: "application/merge-patch+json", priority: RequestPriority(kind, subresource: subresource)))
  }

  /// Applies an object (server-side apply): the fields that it names become this field manager's, fields that the
  /// manager named before and names no more are removed, everybody else's stay. Creates what is not there.
  /// - Parameters:
  ///   - subresource: `status` to apply the status; the object needs `apiVersion`, `kind` and its name all the same.
  ///   - force: takes fields over from other managers; otherwise a field of theirs with another value is code
  ///     `conflict`.
  @discardableResult
  package func apply(
    _ kind: ResourceKind, _ object: KubernetesObject, subresource: String? = nil, force: Bool = true,
    _ options: WriteOptions = WriteOptions()
  ) async throws -> KubernetesObject {
    var intent = object
    if intent.apiVersion == nil { intent["apiVersion"] = .string(kind.apiVersion) }
    if intent.kind == nil { intent["kind"] = .string(kind.kind) }
    // The server refuses an apply with these; they come along when the object was read before.
    intent.metadata["managedFields"] = nil
    return try await self.object(
      Intent(
        method: "PATCH", path: kind.path(object.key, subresource: subresource),
        query: query(options) + [("force", force ? "true" : "false")], body: intent.json,
        contentType: "application/apply-patch+yaml", priority: RequestPriority(kind, subresource: subresource)))
  }

  /// - Throws: code `notFound`; code `conflict` when UID or version are not the ones asked for.
  package func delete(
    _ kind: ResourceKind, _ key: ObjectKey, _ options: DeleteOptions = DeleteOptions()
  ) async throws {
    _ = try await perform(
      Intent(method: "DELETE", path: kind.path(key), body: options.json, priority: RequestPriority(kind)))
  }

  private func query(_ options: WriteOptions) -> [(String, String)] {
    [("fieldManager", fieldManager)] + options.query
  }
}
