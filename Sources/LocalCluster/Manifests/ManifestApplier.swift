import JSON
import Kubernetes

/// Applies manifests to an API server, for machines without kubectl: server-side apply, unknown fields refused.
package struct ManifestApplier: Sendable {
  let client: KubernetesClient

  package init(kubeconfig: String) throws(KubernetesError) {
    let configuration = try ClusterConfiguration.load(kubeconfig: kubeconfig, environment: [:])
    client = KubernetesClient(configuration, fieldManager: "vmcp-local")
  }

  /// Applies the objects of files and directories in their order, each after the one before.
  /// - Parameter report: is told of each object that has been applied: `configmap/name`.
  /// - Throws: `LocalClusterError`, `KubernetesError`; what was applied before stays.
  package func apply(_ paths: [String], report: (String) -> Void) async throws {
    for path in paths {
      for file in try Manifest.files(path) {
        let bytes: [UInt8]
        do {
          bytes = try WatchedFile(file).contents()
        } catch {
          throw LocalClusterError(.file, error.message, cause: error)
        }
        for manifest in try Manifest.read(String(decoding: bytes, as: UTF8.self), file: file) {
          report(try await apply(manifest))
        }
      }
    }
  }

  private func apply(_ manifest: Manifest) async throws -> String {
    let object = manifest.object
    let type = try await type(manifest)
    var path = type.root
    if type.isNamespaced {
      let namespace = object.objectNamespace.isEmpty ? client.configuration.namespace : object.objectNamespace
      path += "/namespaces/\(namespace)"
    }
    path += "/\(type.plural)/\(object.objectName)"
    let response = try await client.raw(
      "PATCH", path, query: [("fieldManager", client.fieldManager), ("force", "true"), ("fieldValidation", "Strict")],
      body: object, contentType: PatchKind.apply.rawValue)
    guard (200..<300).contains(response.status) else {
      let reason = (try? JSONValue(reading: response.body))?["message"]?.stringValue ?? "status \(response.status)"
      throw LocalClusterError(.manifest, "\(manifest.place): \(reason)")
    }
    return "\(type.singular)/\(object.objectName)"
  }

  private struct Served {
    let root: String
    let plural: String
    let singular: String
    let isNamespaced: Bool
  }

  /// Asks the server where objects of a kind are. A definition that was applied just before is served at once by a local
  /// cluster; a real one may take a moment.
  private func type(_ manifest: Manifest) async throws -> Served {
    let version = manifest.object["apiVersion"]?.stringValue ?? ""
    let kind = manifest.object["kind"]?.stringValue ?? ""
    let root = version.contains("/") ? "/apis/\(version)" : "/api/\(version)"
    let response = try await client.raw("GET", root)
    let resources = (try? JSONValue(reading: response.body))?["resources"]?.arrayValue ?? []
    let found = resources.first {
      $0["kind"]?.stringValue == kind && $0["name"]?.stringValue?.contains("/") == false
    }
    guard let found, let plural = found["name"]?.stringValue else {
      throw LocalClusterError(
        .manifest, "\(manifest.place): no matches for kind \"\(kind)\" in version \"\(version)\"")
    }
    let singular = found["singularName"]?.stringValue ?? ""
    return Served(
      root: root, plural: plural, singular: singular.isEmpty ? kind.lowercased() : singular,
      isNamespaced: found["namespaced"]?.boolValue ?? false)
  }
}
