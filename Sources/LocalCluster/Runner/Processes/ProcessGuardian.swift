import Glibc
import Synchronization

/// A shell that ends our processes when this one is gone without having ended them, as after SIGKILL. It knows so by the
/// end of its standard input, over which it has been told of each process.
final class ProcessGuardian: Sendable {
  private static let script = """
    trap '' INT TERM HUP QUIT; groups=
    while read -r action group; do
      if [ "$action" = + ]; then groups="$groups $group"; continue; fi
      left=; for known in $groups; do [ "$known" = "$group" ] || left="$left $known"; done; groups=$left
    done
    for group in $groups; do kill -s TERM -- "-$group" 2>/dev/null; done
    [ -z "$groups" ] || sleep 2
    for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
    """

  private let descriptor: Mutex<Int32>

  /// - Throws: code `process`.
  init() throws(LocalClusterError) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw LocalClusterError(.process, "cannot make a socket: \(String(cString: strerror(errno)))")
    }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    for number in 1...2 { posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", O_WRONLY, 0) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var arguments: [UnsafeMutablePointer<CChar>?] = [
      strdup("sh"), strdup("-c"), strdup(Self.script), nil,
    ]
    var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    do throws(LocalClusterError) {
      try SpawnExtensions.closeFiles(&actions, from: 3)
    } catch {
      close(ends[0])
      throw error
    }
    var pid: pid_t = 0
    let result = posix_spawn(&pid, "/bin/sh", &actions, &attributes, &arguments, &environment)
    guard result == 0 else {
      close(ends[0])
      throw LocalClusterError(.process, "cannot start /bin/sh: \(String(cString: strerror(result)))")
    }
    descriptor = Mutex(ends[0])
    ChildProcess.collect(pid)
  }

  deinit { stop() }

  /// From now on the group is ended when this process is gone.
  func add(_ group: pid_t) { tell("+ \(group)\n") }

  /// The group has ended.
  func remove(_ group: pid_t) { tell("- \(group)\n") }

  /// Lets the shell go.
  func stop() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
  }

  private func tell(_ line: String) {
    let bytes = Array(line.utf8)
    descriptor.withLock { descriptor in
      // Without the guardian the processes are still ended by us; only our own sudden death would leave them.
      if descriptor >= 0 { _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
    }
  }
}
