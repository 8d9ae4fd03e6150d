import Glibc
import JSON
import Logging
import Testing

@testable import LocalCluster

/// A cluster of a test's own, in a directory of its own.
struct TestCluster {
  let cluster: Cluster
  let directory: String

  /// Runs `body` with a cluster, which is ended afterwards.
  static func run(
    images: ImageCatalog? = nil, exposed: [ExposedPort] = [], _ body: (TestCluster) async throws -> Void
  ) async throws {
    var template = Array("/tmp/local-cluster-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    let directory = String(cString: made)
    defer { PrivateFile.remove(directory) }
    var options = ClusterOptions(dataDirectory: directory)
    options.images = images
    options.exposedPorts = exposed
    options.timing.shortestBackoff = .milliseconds(20)
    options.timing.eagerProbePeriod = .milliseconds(20)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let cluster = try await Cluster.start(options, logger: logger)
    do {
      try await body(TestCluster(cluster: cluster, directory: directory))
    } catch {
      await cluster.stop()
      throw error
    }
    await cluster.stop()
  }

  /// Creates an object as the administrator.
  @discardableResult
  func create(_ object: JSONValue, _ resource: GroupResource, namespace: String = "default") throws -> JSONValue {
    let isNamespaced = try #require(cluster.state.registry[resource]).isNamespaced
    let target = try #require(cluster.state.target(resource, namespace: isNamespaced ? namespace : ""))
    return try cluster.change { state throws(APIStatus) in
      try state.create(object, at: target, WriteMode(fieldManager: "test")).object
    }
  }

  /// Merges a patch into an object.
  func patch(_ resource: GroupResource, _ name: String, _ patch: JSONValue) throws {
    let target = try #require(cluster.state.target(resource, namespace: "default", name: name))
    _ = try cluster.change { state throws(APIStatus) in
      try state.patch(patch, .merge, at: target, WriteMode(fieldManager: "test"))
    }
  }

  func delete(_ resource: GroupResource, _ name: String) throws {
    let target = try #require(cluster.state.target(resource, namespace: "default", name: name))
    _ = try cluster.change { state throws(APIStatus) in try state.delete(target) }
  }

  func objects(_ resource: GroupResource) -> [JSONValue] {
    cluster.state.store.objects(resource, namespace: "default")
  }

  /// Waits for a state of the objects of some resources, and fails after thirty seconds.
  func wait(
    _ resources: Set<GroupResource>, _ what: String, until holds: @escaping @Sendable (ClusterState) -> Bool
  ) async throws {
    let isReached = await cluster.waits(for: resources, within: .seconds(30), until: holds)
    try #require(isReached, "\(what): \(cluster.state.store.objects(.pods).map { $0["status"] ?? .null })")
  }
}
