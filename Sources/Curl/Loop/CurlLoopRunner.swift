import CCurl
import Glibc

/// The loop's thread: owns the multi handle, all easy handles and every transfer under way.
final class CurlLoopRunner {
  private let loop: CurlLoop
  private let multi: UnsafeMutableRawPointer
  private let requestsPerOrigin: Int
  private var live: [UInt64: CurlTransfer] = [:]
  private var activeRequests: [String: Int] = [:]
  /// Requests that wait for others to the same origin, oldest first.
  private var waiting: [CurlTransfer] = []
  /// Reset handles, kept for their TLS sessions and buffers.
  private var spareHandles: [UnsafeMutableRawPointer] = []

  init(loop: CurlLoop, multi: CurlLoop.Multi, requestsPerOrigin: Int) {
    self.loop = loop
    self.multi = multi.handle
    self.requestsPerOrigin = max(1, requestsPerOrigin)
  }

  func run() {
    ignoreBrokenPipes()
    var running: Int32 = 0
    while obey(loop.take()) {
      expireWaiting()
      curl_multi_perform(multi, &running)
      if finishDone() { continue }
      curl_multi_poll(multi, nil, 0, pollTimeout(), nil)
    }
    closeDown()
  }

  /// OpenSSL writes without MSG_NOSIGNAL; a signal that only this thread would get is blocked in this thread.
  private func ignoreBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// - Returns: `false` after a stop command.
  private func obey(_ commands: [CurlLoop.Command]) -> Bool {
    for command in commands {
      switch command {
      case .start(let transfer): admit(transfer)
      case .cancel(let transfer): cancel(transfer)
      case .resume(let transfer):
        if live[transfer.identifier] != nil, let easy = transfer.easy { curl_easy_pause(easy, CURLPAUSE_CONT) }
      case .stop: return false
      }
    }
    return true
  }

  private func admit(_ transfer: CurlTransfer) {
    if transfer.isCancelled.load(ordering: .acquiring) {
      transfer.end(.failure(CancellationError()))
    } else if !transfer.isStream, activeRequests[transfer.url.origin, default: 0] >= requestsPerOrigin {
      waiting.append(transfer)
    } else {
      begin(transfer)
    }
  }

  private func begin(_ transfer: CurlTransfer) {
    guard let handle = spareHandles.popLast() ?? curl_easy_init() else {
      return transfer.end(.failure(CurlError(.invalidRequest, "libcurl has no handle to give")))
    }
    do throws(CurlError) {
      try transfer.configure(handle)
    } catch {
      recycle(transfer)
      return transfer.end(.failure(error))
    }
    live[transfer.identifier] = transfer
    if !transfer.isStream { activeRequests[transfer.url.origin, default: 0] += 1 }
    let result = curl_multi_add_handle(multi, handle)
    if result != CURLM_OK {
      finish(transfer, .failure(CurlError(.transfer, String(cString: curl_multi_strerror(result)))))
    }
  }

  private func cancel(_ transfer: CurlTransfer) {
    if live[transfer.identifier] != nil {
      finish(transfer, .failure(CancellationError()))
    } else if let index = waiting.firstIndex(where: { $0 === transfer }) {
      waiting.remove(at: index)
      transfer.end(.failure(CancellationError()))
    }
  }

  /// - Returns: whether anything was done, so that libcurl may have more to do at once.
  private func finishDone() -> Bool {
    var isAny = false
    var left: Int32 = 0
    var result = CURLE_OK
    while let easy = vmcp_curl_msg_done(multi, &result, &left) {
      var pointer: UnsafeMutableRawPointer?
      vmcp_curl_get_ptr(easy, CURLINFO_PRIVATE, &pointer)
      guard let pointer else { continue }
      let transfer = Unmanaged<CurlTransfer>.fromOpaque(pointer).takeUnretainedValue()
      finish(transfer, transfer.result(result))
      isAny = true
    }
    return isAny
  }

  private func finish(_ transfer: CurlTransfer, _ result: Result<Void, any Error>) {
    guard live.removeValue(forKey: transfer.identifier) != nil else { return }
    if let easy = transfer.easy { curl_multi_remove_handle(multi, easy) }
    recycle(transfer)
    transfer.end(result)
    guard !transfer.isStream else { return }
    let origin = transfer.url.origin
    activeRequests[origin, default: 1] -= 1
    if activeRequests[origin] == 0 { activeRequests[origin] = nil }
    if let index = waiting.firstIndex(where: { $0.url.origin == origin }) { begin(waiting.remove(at: index)) }
  }

  private func recycle(_ transfer: CurlTransfer) {
    guard let handle = transfer.release() else { return }
    if spareHandles.count < 16 {
      curl_easy_reset(handle)
      spareHandles.append(handle)
    } else {
      curl_easy_cleanup(handle)
    }
  }

  private func expireWaiting() {
    guard !waiting.isEmpty else { return }
    let now = ContinuousClock.now
    let expired = waiting.filter { $0.deadline.map { $0 <= now } ?? false }
    waiting.removeAll { transfer in expired.contains { $0 === transfer } }
    for transfer in expired {
      transfer.end(.failure(CurlError(.timeout, "no connection to \(transfer.url.host) came free in time")))
    }
  }

  private func pollTimeout() -> Int32 {
    guard let next = waiting.compactMap(\.deadline).min() else { return 60_000 }
    return Int32(clamping: min(60_000, max(1, (next - .now).milliseconds + 1)))
  }

  private func closeDown() {
    let error = CurlError(.closed, "the client was shut down")
    let late = loop.close()
    let queued = waiting
    waiting = []
    for transfer in queued { transfer.end(.failure(error)) }
    for transfer in Array(live.values) { finish(transfer, .failure(error)) }
    for case .start(let transfer) in late { transfer.end(.failure(error)) }
    for handle in spareHandles { curl_easy_cleanup(handle) }
    spareHandles = []
    curl_multi_cleanup(multi)
    loop.ended()
  }
}
