import GatewayDocument
import HTTP
import JOSE
import JSON
import Policy

/// Makes snapshots of documents, off the request path. It opens no connection.
struct SnapshotCompiler: Sendable {
  let services: GatewayServices

  /// - Parameter previous: the snapshot in force; a backend that stays as it is keeps its session and its tools.
  /// - Throws: `SnapshotRefusal` with everything that is wrong with the document.
  func compile(_ documents: GatewayDocuments, previous: Snapshot?) throws(SnapshotRefusal) -> Snapshot {
    let configuration: GatewayConfiguration
    do throws(GatewayDocumentError) {
      configuration = try GatewayConfiguration.read(documents.text)
    } catch {
      throw SnapshotRefusal(error.problems)
    }
    var problems: [JSONProblem] = []
    let missing = documents.secrets.missing(for: configuration)
    problems += missing.map { JSONProblem(path: "secrets", message: "\"\($0)\" is missing") }
    let decider = self.decider(configuration.authorization, &problems)
    let backends = self.backends(configuration, previous, &problems)
    var security: SnapshotSecurity?
    if missing.isEmpty {
      do throws(SnapshotRefusal) {
        security = try SnapshotSecurity(configuration, documents.secrets, services)
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty, let decider, let security else { throw SnapshotRefusal(problems) }
    return Snapshot(
      configuration: configuration, hash: Self.hash(configuration), services: services,
      authenticator: security.authenticator, authorizationServer: security.authorizationServer, decider: decider,
      sealing: security.sealing ?? services.ownSealing, backends: backends)
  }

  /// The first 16 hexadecimal digits of the SHA-256 of the document's canonical text.
  static func hash(_ configuration: GatewayConfiguration) -> String {
    SHA256Digest(of: configuration.text).bytes.prefix(8)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func decider(_ authorization: AuthorizationConfiguration, _ problems: inout [JSONProblem]) -> Decider? {
    do throws(PolicyCompilationError) {
      return try Decider(authorization)
    } catch {
      problems += error.problems.map { problem in
        JSONProblem(path: "authorization", message: problem.description)
      }
      return nil
    }
  }

  private func backends(
    _ configuration: GatewayConfiguration, _ previous: Snapshot?, _ problems: inout [JSONProblem]
  ) -> [Backend] {
    let known = Dictionary(
      (previous?.catalogue.backends ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var backends: [Backend] = []
    for (index, backend) in configuration.backends.enumerated() {
      let path = "backends[\(index)]"
      guard backend.transport == .streamableHTTP else {
        problems.append(
          JSONProblem(path: path + ".transport", message: "\"\(backend.transport.rawValue)\" is not supported yet"))
        continue
      }
      guard let url = HTTPURL(backend.url), url.userInfo == nil, url.fragment == nil else {
        problems.append(JSONProblem(path: path + ".url", message: "is not a URL without credentials and fragment"))
        continue
      }
      guard url.scheme == "http" else {
        problems.append(JSONProblem(path: path + ".url", message: "only http backends are supported yet"))
        continue
      }
      if let same = known[backend.name], same.configuration == backend {
        backends.append(same)
      } else {
        backends.append(Backend(backend, url: url))
      }
    }
    return backends
  }
}
