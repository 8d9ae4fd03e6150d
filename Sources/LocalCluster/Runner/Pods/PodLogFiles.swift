import Glibc
import HTTP
import JSON

/// The output of pods, a file per container.
struct PodLogFiles: PodLogs {
  /// Holds the files.
  let directory: String
  private static let limit = 16 << 20

  static func path(_ directory: String, uid: String, container: String) -> String {
    "\(directory)/\(uid).\(container).log"
  }

  func log(uid: String, container: String, _ options: PodLogOptions) async -> HTTPResponse.Body? {
    let path = Self.path(directory, uid: uid, container: container) + (options.isPrevious ? ".previous" : "")
    guard let bytes = Self.read(path, from: 0) else { return nil }
    let shown = options.tailLines.map { Self.tail(bytes, lines: $0) } ?? bytes[...]
    guard options.follows else { return .bytes(Array(shown)) }
    let first = Array(shown)
    let start = bytes.count
    let (lines, continuation) = AsyncStream<[UInt8]>.makeStream(bufferingPolicy: .bufferingOldest(1000))
    let task = Task {
      if !first.isEmpty { continuation.yield(first) }
      var offset = start
      // The file ends with the pod; a file that began anew is that of a restarted container.
      while !Task.isCancelled, let more = Self.read(path, from: offset) {
        if !more.isEmpty { continuation.yield(more) }
        offset += more.count
        try? await Task.sleep(for: .milliseconds(200))
      }
      continuation.finish()
    }
    continuation.onTermination = { _ in task.cancel() }
    return .stream(lines)
  }

  /// The last lines of a text.
  static func tail(_ bytes: [UInt8], lines: Int) -> ArraySlice<UInt8> {
    var left = lines
    var index = bytes.endIndex
    while index > 0 {
      if bytes[index - 1] == 0x0A, index != bytes.endIndex {
        left -= 1
        if left <= 0 { break }
      }
      index -= 1
    }
    return lines > 0 ? bytes[index...] : []
  }

  /// `nil` when the file is not there.
  private static func read(_ path: String, from offset: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0 else { return nil }
    // Of a file beyond the limit the end is read.
    let start = max(offset, Int(info.st_size) - limit)
    guard start < Int(info.st_size) else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(info.st_size) - start)
    let count = pread(file, &bytes, bytes.count, off_t(start))
    return count < 0 ? nil : Array(bytes[..<count])
  }
}
