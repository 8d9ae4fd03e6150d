import Glibc
import Synchronization

/// A child process in a group of its own with three pipes.
final class SpawnedProcess: Sendable {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// How long a server may take to end after its standard input was closed, and again after SIGTERM.
  static let grace = Duration.seconds(2)

  let pid: pid_t
  /// Our ends: what we write to, and what we read from.
  let input: Int32
  let output: Int32
  let error: Int32
  private let waiting = Mutex(Waiting())

  private struct Waiting {
    var status: Int32?
    var continuations: [CheckedContinuation<Int32, Never>] = []
  }

  /// - Parameter arguments: the program and its arguments; a program without `/` is looked for in `PATH`.
  init(_ arguments: [String]) throws(Failure) {
    var pipes: [[Int32]] = []
    func end(_ reason: String, _ code: Int32) -> Failure {
      for descriptor in pipes.joined() { close(descriptor) }
      return Failure(description: "\(reason): \(String(cString: strerror(code)))")
    }
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw end("no pipe can be made", errno) }
      for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
    posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
    posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    guard let program = arguments.first, !program.isEmpty else {
      throw end("there is no program to start", EINVAL)
    }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    let result = posix_spawnp(&pid, program, &actions, &attributes, &words, environ)
    guard result == 0 else { throw end("\(program) cannot be started", result) }
    for descriptor in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(descriptor) }
    self.pid = pid
    (input, output, error) = (pipes[0][1], pipes[1][0], pipes[2][0])
    BackgroundThread.start { self.wait() }
  }

  func signal(_ number: Int32) {
    waiting.withLock { if $0.status == nil { _ = killpg(pid, number) } }
  }

  /// Waits for the end, hastening it: standard input is taken to be closed already.
  /// - Returns: how it ended, for people.
  func end() async -> String {
    let hastener = Task {
      try await Task.sleep(for: Self.grace)
      self.signal(SIGTERM)
      try await Task.sleep(for: Self.grace)
      self.signal(SIGKILL)
    }
    let status = await withCheckedContinuation { continuation in
      let known = waiting.withLock { waiting -> Int32? in
        if waiting.status == nil { waiting.continuations.append(continuation) }
        return waiting.status
      }
      if let known { continuation.resume(returning: known) }
    }
    hastener.cancel()
    let signal = status & 0x7F
    return signal == 0 ? "it ended with code \(status >> 8 & 0xFF)" : "it was ended by signal \(signal)"
  }

  private func wait() {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    // What the process left behind in its group goes with it.
    _ = killpg(pid, SIGKILL)
    let continuations = waiting.withLock { waiting in
      waiting.status = status
      defer { waiting.continuations = [] }
      return waiting.continuations
    }
    for continuation in continuations { continuation.resume(returning: status) }
  }
}
