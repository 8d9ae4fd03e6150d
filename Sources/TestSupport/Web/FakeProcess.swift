import Dispatch
import Glibc
import HTTPEdge
import Logging
import Logs
import NIOPosix

/// What a process needs around a fake: a logger, a client, and an end in good order.
package enum FakeProcess {
  /// Warnings and errors to standard error.
  package static func logger(_ label: String) -> Logger {
    var logger = Logger(label: label) { JSONLogHandler(component: $0) }
    logger.logLevel = .warning
    return logger
  }

  /// Says where the server listens, waits for SIGTERM or SIGINT, then lets requests in flight finish.
  package static func run(_ name: String, _ server: HTTPServer) async {
    print("\(name) listens on http://\(server.host):\(server.port)")
    fflush(nil)
    await termination()
    await server.shutdown(within: .seconds(5))
  }

  /// Runs `body` with an HTTP client.
  package static func withClient<Result>(_ body: (HTTPClientGroup) async throws -> Result) async throws -> Result {
    let client = HTTPClientGroup(group: MultiThreadedEventLoopGroup.singleton)
    do {
      let result = try await body(client)
      await client.shutdown()
      return result
    } catch {
      await client.shutdown()
      throw error
    }
  }

  /// Writes a line to standard output at once.
  package static func write(line: [UInt8]) {
    print(String(decoding: line, as: UTF8.self))
    fflush(nil)
  }

  /// The first of the environment's variables that is a port.
  package static func environmentPort(_ names: String...) -> Int? {
    names.lazy.compactMap { getenv($0).flatMap { Int(String(cString: $0)) } }.first { (0...65_535).contains($0) }
  }

  private static func termination() async {
    let (signals, arrival) = AsyncStream<Void>.makeStream()
    let sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { arrival.yield() }
      source.resume()
      return source
    }
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}

extension FakeProcess {
  /// The text of a file of at most a megabyte.
  package static func contents(of path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw ClientFailure(path, String(cString: strerror(errno))) }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    guard count < bytes.count else { throw ClientFailure(path, "the file is larger than a megabyte") }
    guard let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
      throw ClientFailure(path, "the file is not UTF-8")
    }
    return text
  }
}
