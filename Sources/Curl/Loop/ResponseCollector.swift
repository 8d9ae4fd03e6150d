import HTTP

/// Collects one complete response up to a limit.
///
/// `@unchecked Sendable`: `onEnd` is set before the transfer starts; everything else belongs to the loop's thread.
final class ResponseCollector: TransferReceiver, @unchecked Sendable {
  var onEnd: ((Result<CurlResponse, any Error>) -> Void)?
  private let limit: Int
  private var status = 0
  private var headers = HTTPHeaders()
  private var bytes: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  func head(status: Int, headers: HTTPHeaders) {
    self.status = status
    self.headers = headers
    if let length = headers["Content-Length"].flatMap({ Int($0) }), length > 0 {
      bytes.reserveCapacity(min(length, limit, 1 << 20))
    }
  }

  func body(_ new: UnsafeRawBufferPointer) -> TransferDecision {
    guard bytes.count + new.count <= limit else {
      return .fail(CurlError(.tooLarge, "the response is larger than \(limit) bytes"))
    }
    bytes.append(contentsOf: new)
    return .accept
  }

  func end(_ result: Result<Void, any Error>) {
    let onEnd = onEnd
    self.onEnd = nil
    onEnd?(result.map { CurlResponse(status: status, headers: headers, body: bytes) })
  }
}
