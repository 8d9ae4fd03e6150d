import COpenSSL

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D) with 96-bit nonces and 128-bit tags.
enum AES256GCM {
  static let keyBytes = 32
  static let nonceBytes = 12
  static let tagBytes = 16

  /// The ciphertext followed by the tag.
  static func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], associated: [UInt8]) -> [UInt8] {
    let context = EVP_CIPHER_CTX_new()
    defer { EVP_CIPHER_CTX_free(context) }
    var output = [UInt8](repeating: 0, count: plaintext.count + tagBytes)
    let isDone = output.withUnsafeMutableBufferPointer { output in
      var length: Int32 = 0
      let tag = output.baseAddress.map { $0 + plaintext.count }
      return EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1
        && EVP_EncryptUpdate(context, nil, &length, associated, Int32(associated.count)) == 1
        && EVP_EncryptUpdate(context, output.baseAddress, &length, plaintext, Int32(plaintext.count)) == 1
        && EVP_EncryptFinal_ex(context, tag, &length) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagBytes), tag) == 1
    }
    guard isDone else { fatalError("AES-256-GCM is not available in OpenSSL") }
    return output
  }

  /// `nil` when anything was altered.
  static func open(_ sealed: ArraySlice<UInt8>, key: [UInt8], nonce: [UInt8], associated: [UInt8]) -> [UInt8]? {
    guard sealed.count >= tagBytes else { return nil }
    let ciphertext = Array(sealed.dropLast(tagBytes))
    var tag = Array(sealed.suffix(tagBytes))
    let context = EVP_CIPHER_CTX_new()
    defer { EVP_CIPHER_CTX_free(context) }
    // One byte more, so that the buffer of an empty text has an address.
    var output = [UInt8](repeating: 0, count: ciphertext.count + 1)
    let isGenuine = output.withUnsafeMutableBufferPointer { output in
      var length: Int32 = 0
      let end = output.baseAddress.map { $0 + ciphertext.count }
      return EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1
        && EVP_DecryptUpdate(context, nil, &length, associated, Int32(associated.count)) == 1
        && EVP_DecryptUpdate(context, output.baseAddress, &length, ciphertext, Int32(ciphertext.count)) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagBytes), &tag) == 1
        && EVP_DecryptFinal_ex(context, end, &length) == 1
    }
    guard isGenuine else {
      ERR_clear_error()
      return nil
    }
    output.removeLast()
    return output
  }
}
