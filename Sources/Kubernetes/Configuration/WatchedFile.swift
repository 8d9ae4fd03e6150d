import Glibc
import Synchronization

/// A small file that others replace, such as a mounted token: read again when its identity, size or time changes, and in
/// any case after a minute.
package final class WatchedFile: Sendable {
  static let limit = 1 << 20
  static let maximumAge = Duration.seconds(60)

  package let path: String

  private struct Stamp: Equatable {
    let inode: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  private let cache = Mutex<(stamp: Stamp, bytes: [UInt8], at: ContinuousClock.Instant)?>(nil)

  package init(_ path: String) { self.path = path }

  /// - Throws: code `configuration` when the file is not there, not readable or larger than 1 MB.
  package func contents() throws(KubernetesError) -> [UInt8] {
    var info = stat()
    guard stat(path, &info) == 0 else { throw Self.problem(path) }
    let stamp = Stamp(
      inode: UInt64(info.st_ino), size: Int(info.st_size), seconds: info.st_mtim.tv_sec,
      nanoseconds: info.st_mtim.tv_nsec)
    if let cached = cache.withLock({ $0 }), cached.stamp == stamp, cached.at.duration(to: .now) < Self.maximumAge {
      return cached.bytes
    }
    let bytes = try Self.read(path)
    cache.withLock { $0 = (stamp, bytes, .now) }
    return bytes
  }

  /// The next reader reads the file anew.
  func forget() { cache.withLock { $0 = nil } }

  static func read(_ path: String) throws(KubernetesError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw problem(path) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw KubernetesError(.configuration, "\(path) is larger than \(limit) bytes")
      }
    }
  }

  private static func problem(_ path: String) -> KubernetesError {
    KubernetesError(.configuration, "cannot read \(path): \(String(cString: strerror(errno)))")
  }
}
