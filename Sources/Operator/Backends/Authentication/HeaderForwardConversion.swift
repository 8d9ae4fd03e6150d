import GatewayDocument
import Resources

/// The header fields that a server outside receives with every request.
enum HeaderForwardConversion {
  private static let path = "spec.headerForward."

  /// What is wrong whatever the Secrets hold; `nil` for nothing.
  static func problem(_ forward: HeaderForward?) -> String? {
    guard let forward else { return nil }
    var names: Set<String> = []
    for (name, value) in (forward.addPlaintextHeaders ?? [:]).sorted(by: { $0.key < $1.key }) {
      let place = path + "addPlaintextHeaders.\(name.prefix(64)): "
      if let problem = BackendHeaderRules.problem(name) { return place + problem }
      if let problem = BackendHeaderRules.valueProblem(value.utf8) { return place + "the value " + problem }
      if !names.insert(name.lowercased()).inserted { return place + "stands twice" }
    }
    for (index, header) in (forward.addHeadersFromSecret ?? []).enumerated() {
      let place = path + "addHeadersFromSecret[\(index)].headerName: "
      if let problem = BackendHeaderRules.problem(header.headerName) { return place + problem }
      if !names.insert(header.headerName.lowercased()).inserted {
        return place + "\"\(header.headerName)\" stands twice"
      }
    }
    return nil
  }

  static func convert(
    _ forward: HeaderForward?, backend: String, secrets: SecretLookup
  ) throws(BackendAuthRefusal) -> (headers: [BackendHeader], secrets: [String: SecretValue]) {
    guard let forward else { return ([], [:]) }
    if let problem = problem(forward) { throw BackendAuthRefusal(problem) }
    var headers = (forward.addPlaintextHeaders ?? [:]).sorted { $0.key < $1.key }
      .map { BackendHeader($0.key, value: $0.value) }
    var values: [String: SecretValue] = [:]
    for (index, header) in (forward.addHeadersFromSecret ?? []).enumerated() {
      let key = GatewaySecretData.backendKey(backend, "forward-\(index)", header.valueSecretRef)
      do throws(SecretLookup.Problem) {
        values[key] = try secrets.value(header.valueSecretRef, check: SecretChecks.headerValue)
      } catch {
        throw BackendAuthRefusal(path + "addHeadersFromSecret[\(index)].valueSecretRef: \(error.message)")
      }
      headers.append(BackendHeader(header.headerName, valueKey: key))
    }
    return (headers, values)
  }
}
