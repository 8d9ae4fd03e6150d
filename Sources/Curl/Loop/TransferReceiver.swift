import HTTP

/// Where a transfer's response goes. Called on the loop's thread; `end` is the last call and comes exactly once.
protocol TransferReceiver: AnyObject, Sendable {
  func head(status: Int, headers: HTTPHeaders)
  func body(_ bytes: UnsafeRawBufferPointer) -> TransferDecision
  func end(_ result: Result<Void, any Error>)
}

enum TransferDecision {
  case accept
  /// Nothing was taken: offer the same bytes again after a resume.
  case pause
  case fail(CurlError)
}
