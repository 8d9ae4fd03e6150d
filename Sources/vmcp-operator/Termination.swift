import Dispatch

#if canImport(Glibc)
  import Glibc
#endif

/// The wish of others that the process ends.
enum Termination {
  /// Returns at SIGTERM or SIGINT, or when the task is cancelled.
  static func wait() async {
    let (signals, continuation) = AsyncStream<Void>.makeStream()
    let sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}
