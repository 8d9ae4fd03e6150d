import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Takes audit events, one line each.
protocol AuditSink: Sendable {
  func write(_ line: [UInt8])
}

/// Standard output. Lines of several threads never mix.
final class StandardOutputAuditSink: AuditSink {
  private let descriptor: Int32
  private let lock = Mutex(())

  init(descriptor: Int32 = 1) { self.descriptor = descriptor }

  func write(_ line: [UInt8]) {
    let text = line + [0x0A]
    lock.withLock { _ in
      text.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
          if count < 0, errno == EINTR { continue }
          guard count > 0 else { return }
          rest = rest.dropFirst(count)
        }
      }
    }
  }
}
