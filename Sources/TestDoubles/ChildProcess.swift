import Glibc

/// A program that runs for a test, its output in a file.
package final class ChildProcess {
  private var process: pid_t?

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// - Parameters:
  ///   - name: what the program finds itself called.
  ///   - output: a file that its output is added to.
  package init(_ program: String, as name: String? = nil, _ arguments: [String], output: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var words = ([name ?? program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, program, &actions, nil, &words, environ)
    guard code == 0 else { throw Failure(description: "\(program) cannot be started; make dependencies installs it") }
    self.process = process
  }

  deinit { end() }

  /// Kills it at once, as a machine that dies.
  package func end() {
    guard let process else { return }
    self.process = nil
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Holds it: it keeps its connections and does nothing.
  package func hold() { if let process { kill(process, SIGSTOP) } }
  package func goOn() { if let process { kill(process, SIGCONT) } }
}
