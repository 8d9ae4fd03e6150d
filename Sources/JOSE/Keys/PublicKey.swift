import COpenSSL
import JSON

/// A key that checks signatures.
package struct PublicKey: Sendable {
  package let type: KeyType
  let parameters: PublicParameters
  private let handle: KeyHandle

  init(_ parameters: PublicParameters) throws(KeyError) {
    self.parameters = parameters
    handle = try parameters.makeHandle()
    type = try handle.type()
  }

  /// The SHA-256 thumbprint of RFC 7638, in base64url: what this project uses as key identifier.
  package var thumbprint: String { SHA256Digest(of: JSONValue.object(parameters.members).bytes()).base64URL }

  /// Whether `signature` is one of `message`. `false`, too, when the algorithm does not fit the key.
  /// - Parameter signature: in the form of RFC 7518 section 3: for ECDSA, R and S side by side.
  package func verify(_ signature: [UInt8], of message: some Collection<UInt8>, _ algorithm: SignatureAlgorithm) -> Bool
  {
    guard algorithm.fits(type), let native = native(signature) else { return false }
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var options: OpaquePointer?
    guard EVP_DigestVerifyInit(context, &options, algorithm.digest, nil, handle.pointer) == 1,
      algorithm.configure(options)
    else {
      ERR_clear_error()
      return false
    }
    let message = Array(message)
    let isGenuine = EVP_DigestVerify(context, native, native.count, message, message.count) == 1
    if !isGenuine { ERR_clear_error() }
    return isGenuine
  }

  /// The signature as OpenSSL takes it; `nil` when its length is not the key's.
  private func native(_ signature: [UInt8]) -> [UInt8]? {
    switch type {
    case .rsa: signature.count == Int(EVP_PKEY_get_size(handle.pointer)) ? signature : nil
    case .ellipticCurve(let curve): ECDSASignature.der(signature, curve)
    case .ed25519: signature.count == 64 ? signature : nil
    }
  }
}

extension PublicKey: Hashable {
  package static func == (left: PublicKey, right: PublicKey) -> Bool { left.parameters == right.parameters }
  package func hash(into hasher: inout Hasher) { hasher.combine(parameters) }
}

extension SignatureAlgorithm {
  /// Sets the padding of RSA signatures: PSS with a salt as long as the digest (RFC 7518 section 3.5).
  func configure(_ options: OpaquePointer?) -> Bool {
    guard usesPSS else { return true }
    return EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1
      && EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1
  }
}
