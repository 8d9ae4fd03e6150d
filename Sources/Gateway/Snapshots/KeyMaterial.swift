import GatewayDocument
import JOSE
import JSON

/// The keys of a gateway, read from its secrets.
struct KeyMaterial: Sendable {
  let signing: SigningKeyRing
  let sealing: SealingKeyRing

  init(_ server: AuthorizationServerConfiguration, _ secrets: GatewaySecrets) throws(SnapshotRefusal) {
    var problems: [JSONProblem] = []
    var signing: [PrivateKey] = []
    for (index, name) in server.signingKeys.enumerated() {
      do throws(KeyError) {
        signing.append(try PrivateKey(pem: secrets[name]?.bytes ?? []))
      } catch {
        problems.append(
          JSONProblem(path: "authorizationServer.signingKeys[\(index)]", message: "\"\(name)\": \(error)"))
      }
    }
    var sealing: [SealingKey] = []
    for (index, name) in server.sealingKeys.enumerated() {
      do throws(KeyError) {
        sealing.append(try SealingKey(secret: secrets[name]?.bytes ?? []))
      } catch {
        problems.append(
          JSONProblem(path: "authorizationServer.sealingKeys[\(index)]", message: "\"\(name)\": \(error)"))
      }
    }
    guard problems.isEmpty, let signing = SigningKeyRing(signing), let sealing = SealingKeyRing(sealing) else {
      throw SnapshotRefusal(
        problems.isEmpty ? [JSONProblem(path: "authorizationServer", message: "has no keys")] : problems)
    }
    self.signing = signing
    self.sealing = sealing
  }
}
