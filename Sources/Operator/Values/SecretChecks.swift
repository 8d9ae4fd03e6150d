import GatewayDocument
import JOSE

/// What is wrong with a key, without repeating it; `nil` for a good one.
enum SecretChecks {
  static func signingKey(_ value: SecretValue) -> String? {
    do throws(KeyError) {
      _ = try PrivateKey(pem: value.bytes)
      return nil
    } catch {
      return "is not a private key in PEM"
    }
  }

  static func sealingKey(_ value: SecretValue) -> String? {
    value.bytes.count >= 32 ? nil : "is shorter than 32 bytes"
  }
}
