import Glibc
import Testing

@testable import LocalCluster

@Suite("Processes")
struct ProcessGuardianTests {
  private func start(_ script: String) throws -> ChildProcess {
    try ChildProcess.start(
      ChildProcess.Command(
        arguments: ["/bin/sh", "-c", script], environment: [("PATH", "/usr/bin:/bin")], directory: "/tmp",
        outputPath: "/dev/null"))
  }

  @Test("a process that the guardian still knows when we are gone is ended, one that has ended is not touched")
  func guardian() async throws {
    let guardian = try ProcessGuardian()
    let kept = try start("exec sleep 1000")
    let ended = try start("exec sleep 1000")
    guardian.add(kept.pid)
    guardian.add(ended.pid)
    guardian.remove(kept.pid)
    // The end of its input is all that the guardian learns of our death.
    guardian.stop()
    #expect(await ended.ending() == .killed(signal: Int(SIGTERM)))
    #expect(kept.known == nil)
    kept.signal(SIGKILL)
    #expect(await kept.ending() == .killed(signal: Int(SIGKILL)))
  }

  @Test("how a process ends is known, and a program that is not there cannot be started")
  func endings() async throws {
    #expect(await (try start("exit 7")).ending() == .exited(code: 7))
    #expect(await (try start("kill -9 $$")).ending().code == 137)
    let error = #expect(throws: LocalClusterError.self) {
      try ChildProcess.start(
        ChildProcess.Command(arguments: ["/no/such"], environment: [], directory: nil, outputPath: "/dev/null"))
    }
    #expect(error?.code == .process)
  }

  @Test("a process inherits no file of ours")
  func files() async throws {
    let file = open("/dev/null", O_RDONLY)
    defer { close(file) }
    #expect(await (try start("[ ! -e /proc/self/fd/\(file) ]")).ending() == .exited(code: 0))
  }
}
