import Glibc

/// The named pipes by which a pod's container with `stdin: true` is reached, this cluster having no `attach`: the folder
/// that `LOCALCLUSTER_STDIO` names holds `NAME.in` and `NAME.out` for such a container.
struct StandardStreams: Sendable {
  static let variable = "LOCALCLUSTER_STDIO"

  let directory: String
  let container: String

  var input: String { "\(directory)/\(container).in" }
  var output: String { "\(directory)/\(container).out" }

  /// - Throws: code `file`.
  func make() throws(LocalClusterError) {
    try PrivateFile.makeDirectory(directory)
    for path in [input, output] {
      unlink(path)
      guard mkfifo(path, 0o600) == 0 else {
        throw LocalClusterError(.file, "cannot make the pipe \(path): \(String(cString: strerror(errno)))")
      }
    }
  }
}
