import Glibc

/// 127.0.0.1 for the socket functions of the C library.
enum LoopbackAddress {
  static func withAddress<Result>(
    port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }

  /// Ports of 127.0.0.1 that nobody listens on now. They are held together while they are chosen, so that they differ.
  static func freePorts(_ count: Int) throws(LocalClusterError) -> [Int] {
    var descriptors: [Int32] = []
    defer { for descriptor in descriptors { close(descriptor) } }
    var ports: [Int] = []
    for _ in 0..<count {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard descriptor >= 0 else { throw failure() }
      descriptors.append(descriptor)
      guard withAddress(port: 0, { bind(descriptor, $0, $1) == 0 }) else { throw failure() }
      var address = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
      }
      guard isNamed else { throw failure() }
      ports.append(Int(in_port_t(bigEndian: address.sin_port)))
    }
    return ports
  }

  private static func failure() -> LocalClusterError {
    LocalClusterError(.port, "cannot choose a free port: \(String(cString: strerror(errno)))")
  }
}
