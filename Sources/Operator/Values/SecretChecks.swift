import GatewayDocument
import JOSE
import Synchronization

/// What is wrong with a key, without repeating it; `nil` for a good one.
enum SecretChecks {
  /// Digests of signing keys that were found good: reading one costs more than the rest of a decision, and every decision
  /// about a gateway asks again.
  private static let good = Mutex<Set<SHA256Digest>>([])
  private static let mostRemembered = 16_384

  static func signingKey(_ value: SecretValue) -> String? {
    let digest = SHA256Digest(of: value.bytes)
    if good.withLock({ $0.contains(digest) }) { return nil }
    do throws(KeyError) {
      _ = try PrivateKey(pem: value.bytes)
    } catch {
      return "is not a private key in PEM"
    }
    good.withLock { good in
      if good.count >= mostRemembered { good.removeAll() }
      good.insert(digest)
    }
    return nil
  }

  static func sealingKey(_ value: SecretValue) -> String? {
    value.bytes.count >= 32 ? nil : "is shorter than 32 bytes"
  }

  /// The value of a header field: text without line breaks, of which a file often has one at its end.
  static func headerValue(_ value: SecretValue) -> String? {
    value.text == nil ? "is not UTF-8 text" : BackendHeaderRules.valueProblem(value.bytes)
  }

  static func token(_ value: SecretValue) -> String? {
    headerValue(value)
      ?? (value.bytes.allSatisfy { (0x21...0x7E).contains($0) } ? nil : "has blanks, which a token cannot have")
  }

  static func text(_ value: SecretValue) -> String? { value.text == nil ? "is not UTF-8 text" : nil }
}
