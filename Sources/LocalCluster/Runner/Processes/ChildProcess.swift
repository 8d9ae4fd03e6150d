import Glibc
import Synchronization

/// A process in a group of its own, started with `posix_spawn`.
final class ChildProcess: Sendable {
  /// How a process has ended.
  enum Ending: Sendable, Hashable {
    case exited(code: Int)
    case killed(signal: Int)

    /// As a shell counts it: 128 and the signal.
    var code: Int {
      switch self {
      case .exited(let code): code
      case .killed(let signal): 128 + signal
      }
    }
  }

  /// What to start.
  struct Command: Sendable {
    /// The program and its arguments; a program without `/` is looked for in `PATH`.
    let arguments: [String]
    let environment: [(name: String, value: String)]
    let directory: String?
    /// Gets standard output and standard error, appended.
    let outputPath: String
    /// Named pipes in place of standard input and output.
    var streams: StandardStreams?
  }

  let pid: pid_t
  private let waiting: Mutex<Waiting>

  private struct Waiting {
    var ending: Ending?
    var continuations: [CheckedContinuation<Ending, Never>] = []
  }

  private init(pid: pid_t) {
    self.pid = pid
    waiting = Mutex(Waiting())
  }

  /// - Throws: code `process` when the program cannot be started.
  static func start(_ command: Command) throws(LocalClusterError) -> ChildProcess {
    guard let program = command.arguments.first, !program.isEmpty else {
      throw LocalClusterError(.process, "there is no program to start")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, command.outputPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    if let streams = command.streams {
      // Open for both ways: nobody waits for the other end, and standard input does not end when a bridge goes.
      posix_spawn_file_actions_addopen(&actions, 0, streams.input, O_RDWR, 0)
      posix_spawn_file_actions_addopen(&actions, 1, streams.output, O_RDWR, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    if let directory = command.directory { try SpawnExtensions.changeDirectory(&actions, directory) }
    // Nothing of ours but the three standard files.
    try SpawnExtensions.closeFiles(&actions, from: 3)

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

    var arguments: [UnsafeMutablePointer<CChar>?] = command.arguments.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] =
      command.environment.map { strdup("\($0.name)=\($0.value)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var pid: pid_t = 0
    let result = posix_spawnp(&pid, program, &actions, &attributes, &arguments, &environment)
    guard result == 0 else {
      throw LocalClusterError(.process, "cannot start \(program): \(String(cString: strerror(result)))")
    }
    let process = ChildProcess(pid: pid)
    process.startWaiting()
    return process
  }

  /// Waits for the end of the process.
  func ending() async -> Ending {
    await withCheckedContinuation { continuation in
      let known = waiting.withLock { waiting -> Ending? in
        if let ending = waiting.ending { return ending }
        waiting.continuations.append(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  /// How the process ended; `nil` while it runs.
  var known: Ending? { waiting.withLock { $0.ending } }

  /// Sends a signal to the process and all that it has started.
  func signal(_ number: Int32) {
    waiting.withLock { waiting in
      if waiting.ending == nil { _ = killpg(pid, number) }
    }
  }

  /// A thread per child, blocked in `waitpid` for it alone: no signal handler, and no child of anybody else is touched.
  private func startWaiting() { Self.thread { self.wait() } }

  /// Takes away a child whose ending nobody asks for.
  static func collect(_ pid: pid_t) {
    thread {
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }
  }

  private static func thread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 64 * 1024)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(Box(body)).toOpaque())
    pthread_attr_destroy(&attributes)
  }

  private func wait() {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = Int(status & 0x7F)
    finish(signal == 0 ? .exited(code: Int(status >> 8 & 0xFF)) : .killed(signal: signal))
  }

  private func finish(_ ending: Ending) {
    // What the process left behind in its group goes with it.
    _ = killpg(pid, SIGKILL)
    let continuations = waiting.withLock { waiting in
      waiting.ending = ending
      defer { waiting.continuations = [] }
      return waiting.continuations
    }
    for continuation in continuations { continuation.resume(returning: ending) }
  }
}
