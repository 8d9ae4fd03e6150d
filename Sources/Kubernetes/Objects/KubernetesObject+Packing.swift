import JSON

extension KubernetesObject {
  /// The same object as it is kept in memory: its JSON text, which takes a fraction of what its values take. It can be used
  /// as any other, but reading it costs some tens of microseconds each time.
  package var packed: KubernetesObject {
    guard case .fields(let fields) = storage else { return self }
    let bytes = JSONValue.object(fields).bytes()
    // Without the room that an array that grew has left.
    let text = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      count = bytes.count
      _ = buffer.initialize(from: bytes)
    }
    return KubernetesObject(.text(text), problem: problem)
  }

  /// The same object with its values.
  package var unpacked: KubernetesObject {
    guard case .text = storage else { return self }
    return KubernetesObject(.fields(fields), problem: problem)
  }

  static func fields(of text: [UInt8]) -> JSONObject {
    do {
      return try JSONValue(reading: text).objectValue ?? [:]
    } catch {
      preconditionFailure("an object that was written cannot be read: \(error)")
    }
  }
}
