import Curl
import JSON

extension KubernetesClient {
  package func get(_ kind: ResourceKind, _ key: ObjectKey) async throws -> KubernetesObject {
    try await object(Intent(method: "GET", path: kind.path(key), priority: RequestPriority(kind)))
  }

  /// `nil` where there is no such object.
  package func find(_ kind: ResourceKind, _ key: ObjectKey) async throws -> KubernetesObject? {
    do {
      return try await get(kind, key)
    } catch let error as KubernetesError where error.code == .notFound {
      return nil
    }
  }

  /// All objects, page by page, as of one resource version. When the pages expire underway (410), it starts again, the
  /// second time without pages; a page that is larger than an answer may be is asked for in smaller ones.
  /// - Parameters:
  ///   - namespace: `nil` for all namespaces.
  ///   - change: what is kept of each object, page by page, so that the whole list never stands in memory as it came.
  package func list(
    _ kind: ResourceKind, namespace: String? = nil, _ options: ListOptions = ListOptions(),
    keeping change: (@Sendable (KubernetesObject) -> KubernetesObject)? = nil
  ) async throws -> ObjectList {
    var options = options
    var expiries = 0
    while true {
      do {
        return try await allPages(kind, namespace, options, change)
      } catch let error as KubernetesError where error.code == .gone && expiries < 2 {
        expiries += 1
        if expiries == 2 { options.limit = 0 }
      } catch let error as KubernetesError where error.cause?.code == .tooLarge && options.limit > 1 {
        options.limit /= 4
        options.limit = max(1, options.limit)
      }
    }
  }

  /// One page.
  /// - Parameter continueToken: the page before's.
  package func page(
    _ kind: ResourceKind, namespace: String? = nil, _ options: ListOptions = ListOptions(),
    continueToken: String? = nil
  ) async throws -> ObjectList {
    let query =
      options.selectors + (options.limit > 0 ? [("limit", String(options.limit))] : [])
      + (continueToken.map { [("continue", $0)] } ?? [])
    let body = try await perform(
      Intent(method: "GET", path: kind.path(namespace: namespace), query: query, priority: RequestPriority(kind)))
    return try ObjectList(reading: body, kind: kind)
  }

  private func allPages(
    _ kind: ResourceKind, _ namespace: String?, _ options: ListOptions,
    _ change: (@Sendable (KubernetesObject) -> KubernetesObject)?
  ) async throws -> ObjectList {
    var list = ObjectList(items: [], resourceVersion: "")
    repeat {
      let next = try await page(kind, namespace: namespace, options, continueToken: list.continueToken)
      list.items += change.map { next.items.map($0) } ?? next.items
      list.continueToken = next.continueToken
      list.resourceVersion = next.resourceVersion
    } while list.continueToken != nil
    return list
  }
}
