import GatewayDocument
import HTTP
import JSON
import Policy

/// Makes snapshots of documents, off the request path. It opens no connection.
struct SnapshotCompiler: Sendable {
  let services: GatewayServices

  /// - Parameter previous: the snapshot in force; a backend that stays as it is keeps its session and its tools.
  /// - Throws: `SnapshotRefusal` with everything that is wrong with the document.
  func compile(_ documents: GatewayDocuments, previous: Snapshot?) throws(SnapshotRefusal) -> Snapshot {
    let checked = try DocumentCheck(documents.text)
    var problems = checked.problems
    let configuration = checked.configuration
    let missing = documents.secrets.missing(for: configuration)
    problems += missing.map { JSONProblem(path: "secrets", message: "\"\($0)\" is missing") }
    var security: SnapshotSecurity?
    if missing.isEmpty {
      do throws(SnapshotRefusal) {
        security = try SnapshotSecurity(configuration, documents.secrets, services, previous)
      } catch {
        problems += error.problems.filter { !problems.contains($0) }
      }
    }
    guard problems.isEmpty, let decider = checked.decider, let security else { throw SnapshotRefusal(problems) }
    return Snapshot(
      configuration: configuration, hash: configuration.hash { documents.secrets[$0] }, services: services,
      security: security, decider: decider, backends: backends(checked, previous))
  }

  private func backends(_ checked: DocumentCheck, _ previous: Snapshot?) -> [Backend] {
    let known = Dictionary(
      (previous?.catalogue.backends ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return zip(checked.configuration.backends, checked.backendURLs).compactMap { backend, url in
      if let same = known[backend.name], same.configuration == backend { return same }
      return url.map { Backend(backend, url: $0) }
    }
  }
}
