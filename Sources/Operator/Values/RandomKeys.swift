import GatewayDocument
import JOSE

/// New keys from the system's random numbers.
package struct RandomKeys: KeyMaker {
  package init() {}

  package func signingKey() throws -> SecretValue { SecretValue(Array(PrivateKey.generate().pem.utf8)) }
  package func sealingKey() throws -> SecretValue { SecretValue(Random.bytes(32)) }
}
