import Glibc

/// Files and directories that nobody but their owner can read.
enum PrivateFile {
  /// Makes a directory and those above it, mode 0700 where they are new.
  static func makeDirectory(_ path: String) throws(LocalClusterError) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    let reason = errno
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard reason == ENOENT, parts.count > 1 || parts.first?.isEmpty == false else {
      throw failure("make", path, reason)
    }
    try makeDirectory(parts.joined(separator: "/"))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("make", path, errno) }
  }

  /// Replaces a file as a whole: a reader sees the old contents or the new.
  /// - Parameter mode: at most for the owner: 0600, 0400.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(LocalClusterError) {
    let temporary = path + ".new"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { throw failure("write", temporary, errno) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else {
        let reason = errno
        close(file)
        throw failure("write", temporary, reason)
      }
      written += count
    }
    close(file)
    guard rename(temporary, path) == 0 else { throw failure("replace", path, errno) }
  }

  /// Removes a file, or a directory with everything in it. What is not there is no error.
  static func remove(_ path: String) {
    guard let directory = opendir(path) else {
      unlink(path)
      return
    }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      // A link is removed, not followed.
      if entry.pointee.d_type == UInt8(DT_DIR) { remove(path + "/" + name) } else { unlink(path + "/" + name) }
    }
    closedir(directory)
    rmdir(path)
  }

  private static func failure(_ action: String, _ path: String, _ number: Int32) -> LocalClusterError {
    LocalClusterError(.file, "cannot \(action) \(path): \(String(cString: strerror(number)))")
  }
}
