import FoundationEssentials
import Glibc

/// A Redis server on a free port of this machine, for the time of a test. It keeps nothing on disk unless told so.
package final class RedisServer {
  package let port: Int
  private let directory: String
  private let arguments: [String]
  private var process: ChildProcess?

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// - Parameter options: in the words of redis.conf, as arguments: `["--maxmemory", "4mb"]`.
  package convenience init(_ options: [String] = [], certificate: TLSServer? = nil) throws {
    let port = LoopbackPort.free()
    var arguments = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning"]
    var files: [String: [UInt8]] = [:]
    if let certificate {
      files = ["cert.pem": certificate.certificate, "key.pem": certificate.key]
      arguments += [
        "--port", "0", "--tls-port", "\(port)", "--tls-auth-clients", "no", "--tls-cert-file", "cert.pem",
        "--tls-key-file", "key.pem", "--tls-ca-cert-file", "cert.pem",
      ]
    } else {
      arguments += ["--port", "\(port)"]
    }
    try self.init(port: port, arguments: arguments + options, files: files, isSentinel: false)
  }

  /// A sentinel that alone decides when a master is gone.
  package static func sentinel(watching master: RedisServer, as name: String) throws -> RedisServer {
    let port = LoopbackPort.free()
    let lines = [
      "bind 127.0.0.1", "port \(port)", "sentinel monitor \(name) 127.0.0.1 \(master.port) 1",
      "sentinel down-after-milliseconds \(name) 400", "sentinel failover-timeout \(name) 2000",
    ]
    let text = Array(lines.joined(separator: "\n").utf8)
    return try RedisServer(port: port, arguments: [], files: ["sentinel.conf": text], isSentinel: true)
  }

  private init(port: Int, arguments: [String], files: [String: [UInt8]], isSentinel: Bool) throws {
    self.port = port
    let directory = FileManager.default.temporaryDirectory.path + "/redis-tests-" + UUID().uuidString
    self.directory = directory
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    for (name, bytes) in files { try Data(bytes).write(to: URL(filePath: directory + "/" + name)) }
    let inDirectory = arguments.map { $0.hasSuffix(".pem") ? directory + "/" + $0 : $0 }
    self.arguments =
      (isSentinel ? [directory + "/sentinel.conf", "--sentinel"] : inDirectory) + ["--dir", directory]
    try start()
  }

  deinit {
    process?.end()
    try? FileManager.default.removeItem(atPath: directory)
  }

  package var address: String { "127.0.0.1:\(port)" }

  /// Starts it again on the same port, empty.
  package func start() throws {
    // Debian's redis-tools has the program under another name; its redis-server would make it a service of the machine.
    process = try ChildProcess("redis-check-rdb", as: "redis-server", arguments, output: directory + "/log")
    for _ in 0..<500 {
      if LoopbackPort.answers(port) { return }
      usleep(10_000)
    }
    let log = (try? Data(contentsOf: URL(filePath: directory + "/log"))).map { String(decoding: $0, as: UTF8.self) }
    throw Failure(description: "redis-server does not listen: \(log ?? "it said nothing")")
  }

  /// Ends it at once, as a machine that dies.
  package func stop() {
    process?.end()
    process = nil
  }

  package func hold() { process?.hold() }
  package func goOn() { process?.goOn() }
}
