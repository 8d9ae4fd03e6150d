import FoundationEssentials
import GatewayDocument
import HTTP
import HTTPEdge
import JOSE
import JSON
import OutgoingAuthentication
import TLS
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
        security = try SnapshotSecurity(configuration, documents.secrets, services)
      } catch {
        problems += error.problems.filter { !problems.contains($0) }
      }
    }
    let backends = missing.isEmpty ? backends(checked, documents.secrets, previous, &problems) : []
    guard problems.isEmpty, let decider = checked.decider, let security else { throw SnapshotRefusal(problems) }
    return Snapshot(
      configuration: configuration, hash: configuration.hash { documents.secrets[$0] }, services: services,
      authenticator: security.authenticator, authorizationServer: security.authorizationServer, decider: decider,
      backends: backends)
  }

  /// A backend that stays as it is, its secrets included, stays the same: another credential begins with another session.
  private func backends(
    _ checked: DocumentCheck, _ secrets: GatewaySecrets, _ previous: Snapshot?, _ problems: inout [JSONProblem]
  ) -> [Backend] {
    let known = Dictionary(
      (previous?.catalogue.backends ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let time = services.time
    var result: [Backend] = []
    for (index, (backend, url)) in zip(checked.configuration.backends, checked.backendURLs).enumerated() {
      guard let url else { continue }
      let digest = SHA256Digest(
        of: backend.secretKeys.flatMap { SHA256Digest(of: secrets[$0]?.bytes ?? []).bytes })
      if let same = known[backend.name], same.configuration == backend, same.secretsDigest == digest {
        result.append(same)
        continue
      }
      do throws(OutgoingConfigurationError) {
        let authenticator = try BackendAuthenticator(
          backend, secrets: secrets, transport: services.upstream,
          clock: { time.wallTime().timeIntervalSince1970 })
        let security = try Self.security(backend, secrets)
        result.append(
          Backend(backend, url: url, authenticator: authenticator, security: security, secretsDigest: digest))
      } catch {
        problems.append(JSONProblem(path: "backends[\(index)].\(error.path)", message: error.reason))
      }
    }
    return result
  }

  /// Connections of one backend trust its own authorities and no others.
  private static func security(
    _ backend: BackendConfiguration, _ secrets: GatewaySecrets
  ) throws(OutgoingConfigurationError) -> HTTPClientSecurity? {
    guard let key = backend.caBundleKey else { return nil }
    do throws(TLSError) {
      return try HTTPClientSecurity(authorities: secrets[key]?.bytes ?? [])
    } catch {
      throw OutgoingConfigurationError("caBundleKey", error.reason)
    }
  }
}
