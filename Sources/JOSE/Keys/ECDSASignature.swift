import COpenSSL

/// The two forms of an ECDSA signature: R and S side by side (RFC 7518 section 3.4), and OpenSSL's DER.
enum ECDSASignature {
  /// `nil` unless `pair` is exactly twice as long as a coordinate.
  static func der(_ pair: [UInt8], _ curve: EllipticCurve) -> [UInt8]? {
    let length = curve.coordinateBytes
    guard pair.count == 2 * length, let signature = ECDSA_SIG_new() else { return nil }
    defer { ECDSA_SIG_free(signature) }
    let r = pair.withUnsafeBufferPointer { BN_bin2bn($0.baseAddress, Int32(length), nil) }
    let s = pair.withUnsafeBufferPointer { BN_bin2bn($0.baseAddress.map { $0 + length }, Int32(length), nil) }
    guard ECDSA_SIG_set0(signature, r, s) == 1 else { return nil }
    var output: UnsafeMutablePointer<UInt8>?
    let count = i2d_ECDSA_SIG(signature, &output)
    defer { CRYPTO_free(output, nil, 0) }
    return count > 0 ? Array(UnsafeBufferPointer(start: output, count: Int(count))) : nil
  }

  static func pair(_ der: [UInt8], _ curve: EllipticCurve) -> [UInt8]? {
    let length = curve.coordinateBytes
    return der.withUnsafeBufferPointer { input -> [UInt8]? in
      var start = input.baseAddress
      guard let signature = d2i_ECDSA_SIG(nil, &start, input.count) else { return nil }
      defer { ECDSA_SIG_free(signature) }
      var output = [UInt8](repeating: 0, count: 2 * length)
      let isDone = output.withUnsafeMutableBufferPointer { output in
        BN_bn2binpad(ECDSA_SIG_get0_r(signature), output.baseAddress, Int32(length)) == length
          && BN_bn2binpad(ECDSA_SIG_get0_s(signature), output.baseAddress.map { $0 + length }, Int32(length)) == length
      }
      return isDone ? output : nil
    }
  }
}
