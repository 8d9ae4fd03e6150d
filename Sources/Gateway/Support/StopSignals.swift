import Dispatch

#if canImport(Glibc)
  import Glibc
#endif

/// Waits for the signals that end a process, in place of what they would do by themselves.
final class StopSignals {
  private let latch = Latch()
  private let sources: [any DispatchSourceSignal]

  init(_ signals: [Int32]) {
    let latch = latch
    sources = signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { latch.open() }
      source.resume()
      return source
    }
  }

  func wait() async { await latch.wait() }
}
