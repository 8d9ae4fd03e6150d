import JSON

/// The whole state of the cluster and the rules for changing it. A value without I/O: time comes from a function, and
/// whoever holds it sends the store's events on.
package struct ClusterState: Sendable {
  package internal(set) var store: ObjectStore
  package internal(set) var registry = ResourceRegistry()
  /// Seconds since 1970.
  let now: @Sendable () -> Int
  var lastServiceAddress = 0
  /// While consequences of a deletion are being drawn.
  var isSettling = false

  /// A cluster with the namespaces `default` and `kube-system`.
  package init(historyLimit: Int = 5000, now: @escaping @Sendable () -> Int = Timestamp.now) {
    store = ObjectStore(historyLimit: historyLimit)
    self.now = now
    for name in ["default", "kube-system"] {
      if let target = target(.namespaces, namespace: "") {
        let namespace: JSONValue = [
          "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)],
        ]
        _ = try? create(namespace, at: target, WriteMode(fieldManager: "local-cluster"))
      }
    }
  }

  var timestamp: JSONValue { .string(Timestamp.text(now())) }

  /// A target in the storage version of a type; `nil` when the type is not served.
  package func target(_ resource: GroupResource, namespace: String?, name: String = "") -> ObjectTarget? {
    guard let type = registry[resource], let version = type.version(type.storageVersion) ?? type.versions.first else {
      return nil
    }
    return ObjectTarget(type: type, version: version, namespace: namespace, name: name)
  }

  /// The object in the version that was asked for.
  func presented(_ object: JSONValue, _ target: ObjectTarget) -> JSONValue {
    var object = object
    object["apiVersion"] = .string(target.apiVersion)
    return object
  }

  /// A name that is not taken, for `generateName`.
  func generatedName(_ prefix: String) -> String {
    // The API server's alphabet: no vowels, so that no words come out.
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    return String(prefix.prefix(58)) + String((0..<5).map { _ in alphabet.randomElement() ?? "x" })
  }

  static func newUID() -> String {
    var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = bytes.map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16]
    return groups.map { digits[$0].joined() }.joined(separator: "-")
  }
}
