import COpenSSL

/// A key that makes signatures, with its public part. It prints as nothing that could be one.
package struct PrivateKey: Sendable, CustomStringConvertible, CustomReflectable {
  package let publicKey: PublicKey
  /// The thumbprint of the public part (RFC 7638).
  package let keyID: String
  let handle: KeyHandle

  init(_ handle: KeyHandle) throws(KeyError) {
    self.handle = handle
    publicKey = try PublicKey(PublicParameters(of: handle))
    keyID = publicKey.thumbprint
  }

  /// A new key, by default for ES256. RSA keys have 2,048 bits.
  package static func generate(_ type: KeyType = .ellipticCurve(.p256)) -> PrivateKey {
    let pointer: OpaquePointer? =
      switch type {
      case .rsa: vmcp_rsa_gen(2048)
      case .ellipticCurve(let curve): vmcp_ec_gen(curve.rawValue)
      case .ed25519: vmcp_ed25519_gen()
      }
    guard let pointer, let key = try? PrivateKey(KeyHandle(owning: pointer)) else {
      fatalError("OpenSSL cannot make a key")
    }
    return key
  }

  package var type: KeyType { publicKey.type }
  package var algorithm: SignatureAlgorithm { type.signingAlgorithm }

  package var description: String { "private key \(keyID)" }
  package var customMirror: Mirror { Mirror(self, children: ["keyID": keyID]) }

  /// A signature with the key's own algorithm, in the form of RFC 7518 section 3.
  package func sign(_ message: [UInt8]) -> [UInt8] {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var options: OpaquePointer?
    var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(handle.pointer)))
    var count = signature.count
    // A key that was made or read and checked signs; what is left to fail here is memory.
    guard EVP_DigestSignInit(context, &options, algorithm.digest, nil, handle.pointer) == 1,
      algorithm.configure(options), EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    else { fatalError("OpenSSL cannot sign") }
    signature.removeLast(signature.count - count)
    guard case .ellipticCurve(let curve) = type else { return signature }
    guard let pair = ECDSASignature.pair(signature, curve) else { fatalError("OpenSSL made no ECDSA signature") }
    return pair
  }
}
