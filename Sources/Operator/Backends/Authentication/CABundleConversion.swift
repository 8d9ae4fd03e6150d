import GatewayDocument
import JOSE
import Resources

/// The certificate authorities that are trusted for a server outside.
enum CABundleConversion {
  /// Where the reference names no key.
  static let standardKey = "ca.crt"

  /// - Returns: the key that the document names them by, and the secret value; `nil` for the authorities of the system.
  static func convert(
    _ source: CABundleSource?, of member: BackendMember, context: OutgoingContext
  ) throws(BackendAuthRefusal) -> (key: String, value: SecretValue)? {
    guard let reference = source?.configMapRef else { return nil }
    let path = "spec.caBundleRef.configMapRef"
    guard member.url?.lowercased().hasPrefix("https://") ?? false else {
      throw BackendAuthRefusal("\(path): authorities are set, but spec.remoteUrl is not https")
    }
    guard let map = context.configMaps[reference.name] else {
      throw BackendAuthRefusal(
        "\(path).name: ConfigMap \"\(reference.name)\" not found in namespace \"\(context.secrets.namespace)\"")
    }
    let key = reference.key.isEmpty ? standardKey : reference.key
    guard let text = map[key] else {
      throw BackendAuthRefusal("\(path).key: ConfigMap \"\(reference.name)\" has no key \"\(key)\"")
    }
    if let problem = CertificateBundle.problem(Array(text.utf8)) {
      throw BackendAuthRefusal("\(path): key \"\(key)\" of ConfigMap \"\(reference.name)\" \(problem)")
    }
    return (GatewaySecretData.backendKey(member.name, "ca"), SecretValue(Array(text.utf8)))
  }
}
