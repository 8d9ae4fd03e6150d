import JSON

/// Where Services can be reached when there is no cluster network: a local cluster writes a file that maps
/// `name.namespace.svc.cluster.local:port` and its short forms to `address:port`, and tells each of its processes the
/// file's path in the environment variable `LOCALCLUSTER_SERVICES`.
package struct ServiceMap: Sendable {
  package static let environmentVariable = "LOCALCLUSTER_SERVICES"

  private let file: WatchedFile

  package init(path: String) { file = WatchedFile(path) }

  /// The map that the environment names; `nil` when it names none, as in a cluster.
  package init?(environment: [String: String]) {
    guard let path = environment[Self.environmentVariable], !path.isEmpty else { return nil }
    self.init(path: path)
  }

  /// The address to connect to for a host and port; `nil` when they are no Service's. The file is read again when it has
  /// changed.
  /// - Throws: code `configuration` when the file cannot be read or is malformed.
  package func resolve(host: String, port: Int) throws(KubernetesError) -> (address: String, port: Int)? {
    let entries: JSONValue
    do {
      entries = try JSONValue(reading: try file.contents())
    } catch let error as KubernetesError {
      throw error
    } catch {
      throw KubernetesError(.configuration, "\(file.path): \(error)")
    }
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    guard let target = entries["\(name.lowercased()):\(port)"]?.stringValue else { return nil }
    guard let colon = target.lastIndex(of: ":"), let number = Int(target[target.index(after: colon)...]) else {
      throw KubernetesError(.configuration, "\(file.path): \"\(target)\" is not address:port")
    }
    return (String(target[..<colon]), number)
  }
}
