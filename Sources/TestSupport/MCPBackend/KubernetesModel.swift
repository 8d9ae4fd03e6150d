import JSON
import Synchronization

/// A small cluster in memory: namespaces with pods. Each instance starts from the same state.
package final class KubernetesModel: BackendModel {
  private struct Pod {
    let name: String
    var phase: String
    var restarts: Int
    var images: [String]

    var json: JSONValue {
      [
        "name": .string(name), "phase": .string(phase), "restarts": .int(restarts),
        "images": .array(images.map { .string($0) }),
      ]
    }
  }

  package let name = "kubernetes"
  private let namespaces = Mutex<[String: [String: Pod]]>([
    "default": [
      "web-5d9c7b": Pod(name: "web-5d9c7b", phase: "Running", restarts: 0, images: ["nginx:1.27"])
    ],
    "kube-system": [
      "coredns-7db6d8": Pod(name: "coredns-7db6d8", phase: "Running", restarts: 1, images: ["coredns:1.11"])
    ],
    "staging": [
      "api-0": Pod(name: "api-0", phase: "Running", restarts: 0, images: ["api:2.3"]),
      "api-1": Pod(name: "api-1", phase: "CrashLoopBackOff", restarts: 17, images: ["api:2.4"]),
    ],
  ])

  package init() {}

  package var tools: [BackendTool] {
    let namespace: JSONValue = ["type": "string", "description": "The name of a namespace"]
    return [
      BackendTool(
        "get_pods", "Lists the pods of a namespace.", properties: ["namespace": namespace], isReadOnly: true
      ) { (arguments) throws(BackendTool.Failure) in
        try self.pods(try arguments.optionalString("namespace") ?? "default")
      },
      BackendTool("list_namespaces", "Lists the namespaces of the cluster.", isReadOnly: true) { _ in
        let names = self.namespaces.withLock { $0.keys.sorted() }
        return ["namespaces": .array(names.map { ["name": .string($0), "phase": "Active"] })]
      },
      BackendTool(
        "delete_namespace", "Deletes a namespace and everything in it.", properties: ["namespace": namespace],
        required: ["namespace"], isDestructive: true, isIdempotent: true
      ) { (arguments) throws(BackendTool.Failure) in
        try self.delete(try arguments.string("namespace"))
      },
      BackendTool(
        "apply_manifest", "Creates or changes a namespace or a pod from a manifest in JSON.",
        properties: ["manifest": ["type": "string", "description": "One object in JSON"]], required: ["manifest"],
        isDestructive: true, isIdempotent: true
      ) { (arguments) throws(BackendTool.Failure) in
        try self.apply(try arguments.string("manifest"))
      },
    ]
  }

  private func pods(_ namespace: String) throws(BackendTool.Failure) -> JSONValue {
    guard let pods = namespaces.withLock({ $0[namespace] }) else { throw Self.notFound(namespace) }
    return [
      "namespace": .string(namespace), "pods": .array(pods.values.sorted { $0.name < $1.name }.map(\.json)),
    ]
  }

  private func delete(_ namespace: String) throws(BackendTool.Failure) -> JSONValue {
    guard let pods = namespaces.withLock({ $0.removeValue(forKey: namespace) }) else {
      throw Self.notFound(namespace)
    }
    return ["deleted": .string(namespace), "pods": .int(pods.count)]
  }

  private func apply(_ text: String) throws(BackendTool.Failure) -> JSONValue {
    let manifest: JSONValue
    do {
      manifest = try JSONValue(reading: text, depth: 32)
    } catch {
      throw BackendTool.Failure("the manifest is not JSON: \(error)")
    }
    guard let kind = manifest["kind"]?.stringValue, let name = manifest[path: "metadata", "name"]?.stringValue else {
      throw BackendTool.Failure("the manifest needs \"kind\" and \"metadata.name\"")
    }
    switch kind {
    case "Namespace":
      let isNew = namespaces.withLock { namespaces in
        if namespaces[name] != nil { return false }
        namespaces[name] = [:]
        return true
      }
      return Self.applied("Namespace", name, isNew: isNew)
    case "Pod":
      let namespace = manifest[path: "metadata", "namespace"]?.stringValue ?? "default"
      let images = manifest[path: "spec", "containers"]?.arrayValue?.compactMap { $0["image"]?.stringValue } ?? []
      guard !images.isEmpty else { throw BackendTool.Failure("a Pod needs \"spec.containers\" with an image") }
      let isNew: Bool? = namespaces.withLock { namespaces in
        guard namespaces[namespace] != nil else { return nil }
        let pod = Pod(name: name, phase: "Pending", restarts: 0, images: images)
        return namespaces[namespace]?.updateValue(pod, forKey: name) == nil
      }
      guard let isNew else { throw Self.notFound(namespace) }
      return Self.applied("Pod", name, isNew: isNew)
    default: throw BackendTool.Failure("a manifest of kind \"\(kind)\" is not known here: Namespace and Pod are")
    }
  }

  private static func applied(_ kind: String, _ name: String, isNew: Bool) -> JSONValue {
    ["kind": .string(kind), "name": .string(name), "result": isNew ? "created" : "configured"]
  }

  private static func notFound(_ namespace: String) -> BackendTool.Failure {
    BackendTool.Failure("namespaces \"\(namespace)\" not found")
  }
}
