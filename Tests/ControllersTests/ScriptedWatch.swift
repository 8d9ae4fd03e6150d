import Kubernetes

/// A watch source that tells what the test tells it.
final class ScriptedWatch: WatchSource {
  private let stream: AsyncStream<WatchEvent>
  private let continuation: AsyncStream<WatchEvent>.Continuation

  init(_ events: WatchEvent...) {
    (stream, continuation) = AsyncStream.makeStream()
    for event in events { send(event) }
  }

  func send(_ event: WatchEvent) { continuation.yield(event) }
  func finish() { continuation.finish() }
  func events() -> any AsyncSequence<WatchEvent, Never> { stream }
}

extension KubernetesObject {
  /// A service with a version.
  static func service(_ name: String, _ version: Int, uid: String? = nil, namespace: String = "n") -> KubernetesObject {
    var object = KubernetesObject(.services, ObjectKey(namespace: namespace, name: name))
    object.resourceVersion = String(version)
    object.metadata["uid"] = .string(uid ?? "uid-" + name)
    return object
  }
}
