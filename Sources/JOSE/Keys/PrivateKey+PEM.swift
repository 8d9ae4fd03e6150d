import COpenSSL

extension PrivateKey {
  /// Reads a PEM text: PKCS#8 (RFC 5958), SEC1 (RFC 5915) or PKCS#1 (RFC 8017), not encrypted.
  /// - Throws: `KeyError`, which never quotes the text.
  package init(pem: [UInt8]) throws(KeyError) {
    guard pem.count <= 65_536 else { throw KeyError(.tooLarge, "the PEM text is larger than 65536 bytes") }
    let text = String(decoding: pem, as: UTF8.self)
    guard text.contains("-----BEGIN ") else { throw KeyError(.malformed, "no PEM text: it has no BEGIN line") }
    guard !text.contains("ENCRYPTED") else {
      throw KeyError(.unsupported, "the private key is encrypted; write it without a passphrase")
    }
    guard let pointer = vmcp_read_private_key(pem, Int32(pem.count)) else {
      ERR_clear_error()
      throw KeyError(.malformed, "the PEM text holds no private key (PKCS#8, SEC1 or PKCS#1)")
    }
    let handle = KeyHandle(owning: pointer)
    _ = try handle.type()
    let check = EVP_PKEY_CTX_new_from_pkey(nil, pointer, nil)
    defer { EVP_PKEY_CTX_free(check) }
    guard EVP_PKEY_pairwise_check(check) == 1 else {
      ERR_clear_error()
      throw KeyError(.malformed, "the private key and its public part do not belong together")
    }
    try self.init(handle)
  }

  package init(pem: String) throws(KeyError) { try self.init(pem: Array(pem.utf8)) }

  /// The key as PKCS#8 PEM text. It is a secret.
  package var pem: String {
    let output = BIO_new(BIO_s_mem())
    defer { BIO_free(output) }
    var start: UnsafeMutablePointer<CChar>?
    guard PEM_write_bio_PKCS8PrivateKey(output, handle.pointer, nil, nil, 0, nil, nil) == 1 else {
      fatalError("OpenSSL cannot write the key")
    }
    let count = vmcp_bio_get_mem(output, &start)
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
