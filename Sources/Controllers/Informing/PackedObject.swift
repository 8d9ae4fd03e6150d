import JSON
import Kubernetes

/// An object as it is kept in memory: its JSON text, which takes a fraction of what its values take. Reading it again
/// costs some tens of microseconds.
struct PackedObject: Sendable {
  private let text: [UInt8]
  private let problem: String?

  init(_ object: KubernetesObject) {
    let bytes = object.json.bytes()
    // Without the room that an array that grew has left.
    text = Array(unsafeUninitializedCapacity: bytes.count) { buffer, count in
      count = bytes.count
      _ = buffer.initialize(from: bytes)
    }
    problem = object.problem
  }

  var object: KubernetesObject {
    do {
      return try KubernetesObject(json: JSONValue(reading: text), problem: problem)
    } catch {
      preconditionFailure("an object that was written cannot be read: \(error)")
    }
  }
}
