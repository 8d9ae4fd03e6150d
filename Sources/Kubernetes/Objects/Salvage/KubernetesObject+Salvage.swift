import JSON

extension KubernetesObject {
  /// Reads an object of a list or of an event. One that cannot be read must not keep the others away: what names it is
  /// kept, and its status, and `problem` says why there is no more.
  /// - Throws: code `badResponse` where not even its name can be found.
  init(salvaging text: ArraySlice<UInt8>) throws(KubernetesError) {
    let reason: JSONError
    do {
      try self.init(json: JSONValue(reading: text))
      return
    } catch let error as JSONError {
      reason = error
    } catch let error as KubernetesError {
      throw error
    } catch {
      throw KubernetesError(.badResponse, "\(error)")
    }
    let members = JSONSpans.members(text) ?? []
    func member(_ name: String) -> ArraySlice<UInt8>? { members.first { $0.name == name }?.value }
    var metadata = JSONObject()
    for (name, value) in member("metadata").flatMap(JSONSpans.members) ?? [] where Self.kept.contains(name) {
      metadata[name] = try? JSONValue(reading: value)
    }
    guard metadata["name"]?.stringValue != nil else {
      throw KubernetesError(.badResponse, "an object cannot be read and has no name: \(reason)")
    }
    var fields: JSONObject = ["metadata": .object(metadata)]
    for name in ["apiVersion", "kind", "status"] {
      // A status that is there and cannot be read is null.
      fields[name] = member(name).map { (try? JSONValue(reading: $0)) ?? .null }
    }
    self.init(fields)
    problem = "\(reason)"
  }

  /// What of an unreadable object's metadata says which it is and whose.
  private static let kept: Set<String> = [
    "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "finalizers",
    "ownerReferences", "labels",
  ]
}
