import COpenSSL

/// Certificates in PEM, one after the other.
package enum CertificateBundle {
  package static let limit = 512 * 1024

  /// What is wrong with a bundle; `nil` for one that every reader takes.
  package static func problem(_ pem: [UInt8]) -> String? {
    guard pem.count <= limit else { return "is larger than \(limit) bytes" }
    let count = pem.withUnsafeBytes { bytes -> Int? in
      guard let bio = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return nil }
      defer {
        BIO_free(bio)
        // The end of the text is an error to OpenSSL, and would be the next reader's.
        ERR_clear_error()
      }
      var count = 0
      while let certificate = PEM_read_bio_X509(bio, nil, nil, nil) {
        X509_free(certificate)
        count += 1
      }
      return count
    }
    let marks = String(decoding: pem, as: UTF8.self).ranges(of: "-----BEGIN CERTIFICATE-----").count
    guard let count, count > 0 else { return "holds no certificate in PEM" }
    return count == marks ? nil : "holds something that is not a certificate in PEM"
  }
}
