import CCurl
import Glibc
import Synchronization

/// The mailbox of the loop's thread. Commands may be posted from anywhere; libcurl is called on that thread only, but
/// for `curl_multi_wakeup`, which is made for this.
final class CurlLoop: Sendable {
  enum Command {
    case start(CurlTransfer), cancel(CurlTransfer), resume(CurlTransfer)
    case stop
  }

  private struct Inbox {
    var commands: [Command] = []
    var isStopped = false
    var whenEnded: [@Sendable () -> Void] = []
  }

  /// A multi handle that may be named on other threads.
  ///
  /// `@unchecked Sendable`: off the loop's thread it is only woken, under the inbox's lock and before the thread has
  /// ended.
  struct Multi: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer
  }

  /// libcurl is set up, once.
  static let isReady = curl_global_init(vmcp_curl_global_default) == CURLE_OK

  private let inbox = Mutex(Inbox())
  private let multi: Multi

  init(_ configuration: CurlClient.Configuration) {
    guard Self.isReady, let handle = curl_multi_init() else { fatalError("libcurl does not start") }
    multi = Multi(handle: handle)
    vmcp_curl_multi_long(handle, CURLMOPT_MAXCONNECTS, configuration.idleConnections)
    vmcp_curl_multi_long(handle, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    let runner = CurlLoopRunner(loop: self, multi: multi, requestsPerOrigin: configuration.requestsPerOrigin)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<CurlLoopRunner>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(runner).toOpaque())
    guard failure == 0 else { fatalError("no thread for libcurl: \(failure)") }
    pthread_detach(thread)
  }

  func start(_ transfer: CurlTransfer) {
    if !post(.start(transfer)) { transfer.end(.failure(CurlError(.closed, "the client was shut down"))) }
  }

  func cancel(_ transfer: CurlTransfer) {
    transfer.isCancelled.store(true, ordering: .releasing)
    post(.cancel(transfer))
  }

  func resume(_ transfer: CurlTransfer) { post(.resume(transfer)) }

  /// - Parameter whenEnded: called once the thread has let go of everything.
  func stop(whenEnded: (@Sendable () -> Void)? = nil) {
    let isRunning = inbox.withLock { inbox in
      guard !inbox.isStopped else { return false }
      if let whenEnded { inbox.whenEnded.append(whenEnded) }
      inbox.commands.append(.stop)
      curl_multi_wakeup(multi.handle)
      return true
    }
    if !isRunning { whenEnded?() }
  }

  /// The commands since the last call, in order.
  func take() -> [Command] {
    inbox.withLock { inbox in
      let commands = inbox.commands
      inbox.commands.removeAll(keepingCapacity: true)
      return commands
    }
  }

  /// Closes the mailbox: nobody wakes the multi handle afterwards.
  /// - Returns: the commands that came too late.
  func close() -> [Command] {
    inbox.withLock { inbox in
      inbox.isStopped = true
      let commands = inbox.commands
      inbox.commands = []
      return commands
    }
  }

  func ended() {
    for notify in inbox.withLock({ $0.whenEnded }) { notify() }
  }

  @discardableResult
  private func post(_ command: Command) -> Bool {
    inbox.withLock { inbox in
      guard !inbox.isStopped else { return false }
      inbox.commands.append(command)
      // One wake-up serves everything posted until the thread next takes the commands.
      if inbox.commands.count == 1 { curl_multi_wakeup(multi.handle) }
      return true
    }
  }
}
