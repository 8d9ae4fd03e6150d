import JSON

extension BackendConfiguration {
  /// What contradicts itself; paths begin with the backend's own members.
  /// - Parameter providers: the names of the upstreams; `nil` without an embedded authorization server.
  func problems(providers: [String]?) -> [JSONProblem] {
    var found: [JSONProblem] = []
    func refuse(_ path: String, _ message: String) { found.append(JSONProblem(path: path, message: message)) }

    for (index, header) in headers.enumerated() {
      let path = "headers[\(index)]"
      if let problem = BackendHeaderRules.problem(header.name) { refuse(path + ".name", problem) }
      if (header.value == nil) == (header.valueKey == nil) {
        refuse(path, "exactly one of value and valueKey is needed")
      }
      if let problem = header.value.flatMap({ BackendHeaderRules.valueProblem($0.utf8) }) {
        refuse(path + ".value", problem)
      }
    }
    guard let authentication else { return found }
    if !authentication.hasOwnBlockOnly {
      refuse("authentication", "\(authentication.kind.rawValue) needs the member of that name, and no other")
    }
    let names = [authentication.headerInjection?.name, authentication.tokenExchange?.headerName].compactMap { $0 }
    for name in names {
      if let problem = BackendHeaderRules.problem(name) { refuse("authentication", problem) }
    }
    if let header = authentication.headerInjection, header.value != nil || header.valueKey == nil {
      refuse("authentication.headerInjection", "the value is a secret: valueKey is needed, and value is not allowed")
    }
    if let provider = authentication.provider, !(providers ?? []).contains(provider) {
      refuse(
        "authentication",
        providers.map { "\"\(provider)\" is none of the upstreams \($0)" }
          ?? "\"\(provider)\" is an upstream of an embedded authorization server, and there is none")
    }
    return found
  }

  /// The keys of the secrets that are needed.
  package var secretKeys: [String] {
    headers.compactMap(\.valueKey) + (authentication?.secretKeys ?? []) + [caBundleKey].compactMap { $0 }
  }
}
