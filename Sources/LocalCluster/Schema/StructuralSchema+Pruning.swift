import JSON

extension StructuralSchema {
  /// The value without the members that the schema does not know.
  /// - Returns: also the paths of what was left out: `spec.ports[0].prot`.
  package func pruned(_ value: JSONValue, at path: String = "") -> (value: JSONValue, unknown: [String]) {
    switch value {
    case .object(let object):
      // A schema of any type without a word about members leaves them alone only when it says so.
      var kept = JSONObject()
      var unknown: [String] = []
      for (name, inner) in object {
        let place = Self.join(path, name)
        let isEnvelope = isEmbeddedResource && ["apiVersion", "kind", "metadata"].contains(name)
        guard let schema = member(name) ?? (isEnvelope ? .anything : nil) else {
          unknown.append(place)
          continue
        }
        let result = schema.pruned(inner, at: place)
        kept[name] = result.value
        unknown += result.unknown
      }
      return (.object(kept), unknown)
    case .array(let array):
      guard let schema = items.first else { return (value, []) }
      let results = array.enumerated().map { schema.pruned($1, at: "\(path)[\($0)]") }
      return (.array(results.map(\.value)), results.flatMap(\.unknown))
    default: return (value, [])
    }
  }
}
