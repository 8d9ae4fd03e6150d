import Curl
import JSON

extension KubernetesClient {
  package func get(_ kind: ResourceKind, _ key: ObjectKey) async throws -> KubernetesObject {
    try KubernetesObject(json: await perform("GET", kind.path(key)))
  }

  /// `nil` where there is no such object.
  package func find(_ kind: ResourceKind, _ key: ObjectKey) async throws -> KubernetesObject? {
    do {
      return try await get(kind, key)
    } catch let error as KubernetesError where error.code == .notFound {
      return nil
    }
  }

  /// All objects, page by page, as of one resource version. When the pages expire underway (410), it starts again once.
  /// - Parameter namespace: `nil` for all namespaces.
  package func list(
    _ kind: ResourceKind, namespace: String? = nil, _ options: ListOptions = ListOptions()
  ) async throws -> ObjectList {
    do {
      return try await allPages(kind, namespace, options)
    } catch let error as KubernetesError where error.code == .gone {
      return try await allPages(kind, namespace, options)
    }
  }

  /// One page.
  /// - Parameter continueToken: the page before's.
  package func page(
    _ kind: ResourceKind, namespace: String? = nil, _ options: ListOptions = ListOptions(),
    continueToken: String? = nil
  ) async throws -> ObjectList {
    let query =
      options.selectors + [("limit", String(options.limit))] + (continueToken.map { [("continue", $0)] } ?? [])
    return try ObjectList(await perform("GET", kind.path(namespace: namespace), query: query), kind: kind)
  }

  private func allPages(_ kind: ResourceKind, _ namespace: String?, _ options: ListOptions) async throws -> ObjectList {
    var list = try await page(kind, namespace: namespace, options)
    while let token = list.continueToken {
      let next = try await page(kind, namespace: namespace, options, continueToken: token)
      list.items += next.items
      list.continueToken = next.continueToken
      list.resourceVersion = next.resourceVersion
    }
    return list
  }
}
