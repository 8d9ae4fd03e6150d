import Glibc
import JSON
import Kubernetes
import Testing

@testable import LocalCluster

/// The kubectl of this machine against a cluster of a test.
struct Kubectl {
  let cluster: TestCluster

  struct Outcome {
    let code: Int
    /// Standard output and standard error, as they came.
    let text: String
  }

  /// Whether there is a kubectl in PATH; Debian 12 has none of a version in use.
  static var isInstalled: Bool {
    (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":").contains {
      access($0 + "/kubectl", X_OK) == 0
    }
  }

  /// - Parameter input: a manifest, given with `-f` as a file.
  func callAsFunction(_ arguments: String..., input: String? = nil) async throws -> Outcome {
    try await run(arguments, input: input)
  }

  func run(_ arguments: [String], input: String? = nil) async throws -> Outcome {
    let (process, output) = try start(arguments, input: input)
    let ending = await process.ending()
    return Outcome(code: ending.code, text: Self.read(output))
  }

  /// Starts kubectl.
  /// - Returns: the process, and the file that gets what it prints.
  func start(_ arguments: [String], input: String? = nil) throws -> (ChildProcess, output: String) {
    let stem = cluster.directory + "/kubectl-\(UInt32.random(in: 0...UInt32.max))"
    var arguments = arguments
    if let input {
      try PrivateFile.write(Array(input.utf8), to: stem + ".yaml")
      arguments += ["-f", stem + ".yaml"]
    }
    let home: [(name: String, value: String)] = [
      ("KUBECONFIG", cluster.cluster.kubeconfigPath), ("KUBECACHEDIR", cluster.directory + "/cache"),
      ("HOME", cluster.directory), ("PATH", getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"),
    ]
    do {
      let process = try ChildProcess.start(
        ChildProcess.Command(
          arguments: ["kubectl"] + arguments, environment: home, directory: nil, outputPath: stem + ".out"))
      return (process, stem + ".out")
    } catch {
      Issue.record("these tests need kubectl in PATH (they were written for 1.32): \(error)")
      throw error
    }
  }

  static func read(_ path: String) -> String {
    let bytes = (try? WatchedFile(path).contents()) ?? []
    return String(decoding: bytes, as: UTF8.self)
  }
}
