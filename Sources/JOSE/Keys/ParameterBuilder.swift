import COpenSSL

/// An `OSSL_PARAM_BLD`. It keeps what is pushed, because OpenSSL copies nothing before the parameters are made; the names
/// must outlive even those, so they are static.
final class ParameterBuilder {
  let pointer = OSSL_PARAM_BLD_new()
  private var numbers: [OpaquePointer] = []
  private var buffers: [UnsafeMutableRawPointer] = []

  deinit {
    numbers.forEach(BN_free)
    buffers.forEach { $0.deallocate() }
    OSSL_PARAM_BLD_free(pointer)
  }

  func push(_ name: StaticString, integer bytes: [UInt8]) -> Bool {
    guard let number = BN_bin2bn(bytes, Int32(bytes.count), nil) else { return false }
    numbers.append(number)
    return OSSL_PARAM_BLD_push_BN(pointer, characters(name), number) == 1
  }

  func push(_ name: StaticString, text: String) -> Bool {
    let bytes = keep(Array(text.utf8) + [0])
    return OSSL_PARAM_BLD_push_utf8_string(
      pointer, characters(name), bytes.assumingMemoryBound(to: CChar.self), text.utf8.count) == 1
  }

  func push(_ name: StaticString, bytes: [UInt8]) -> Bool {
    OSSL_PARAM_BLD_push_octet_string(pointer, characters(name), keep(bytes), bytes.count) == 1
  }

  private func keep(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 1)
    buffer.copyMemory(from: bytes, byteCount: bytes.count)
    buffers.append(buffer)
    return buffer
  }

  private func characters(_ name: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
