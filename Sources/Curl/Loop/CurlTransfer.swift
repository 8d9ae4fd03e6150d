import CCurl
import HTTP
import Synchronization

/// One request on its way through the loop.
///
/// `@unchecked Sendable`: immutable but for the mutable members, which the loop's thread alone touches.
final class CurlTransfer: @unchecked Sendable {
  let identifier: UInt64
  let request: CurlRequest
  let url: HTTPURL
  let isStream: Bool
  let receiver: any TransferReceiver
  let admits: (@Sendable (IPAddress) -> Bool)?
  /// Set before the cancel command is posted, since that may overtake the start command.
  let isCancelled = Atomic(false)
  let created = ContinuousClock.now

  var easy: UnsafeMutableRawPointer?
  var fields: UnsafeMutablePointer<curl_slist>?
  var head = HeadReader()
  var failure: CurlError?
  var refusedAddress: IPAddress?
  let errorText: UnsafeMutablePointer<CChar>
  private var hasEnded = false

  init(
    identifier: UInt64, request: CurlRequest, receiver: any TransferReceiver, isStream: Bool,
    admits: (@Sendable (IPAddress) -> Bool)?
  ) throws(CurlError) {
    guard let url = HTTPURL(request.url), ["http", "https"].contains(url.scheme) else {
      throw CurlError(.invalidRequest, "not an http or https address")
    }
    guard url.userInfo == nil else { throw CurlError(.invalidRequest, "credentials in the address are refused") }
    guard !request.method.isEmpty, request.method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw CurlError(.invalidRequest, "not a method name")
    }
    for field in request.headers.fields {
      guard !field.name.isEmpty, field.name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }),
        field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
      else { throw CurlError(.invalidRequest, "the field \"\(field.name.prefix(64))\" holds a character it cannot") }
    }
    self.identifier = identifier
    self.request = request
    self.url = url
    self.isStream = isStream
    self.receiver = receiver
    self.admits = admits
    // Last: an initializer that throws runs no deinit.
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText[0] = 0
  }

  deinit { errorText.deallocate() }

  /// When the exchange must be over; `nil` without a timeout.
  var deadline: ContinuousClock.Instant? { request.timeout.map { created.advanced(by: $0) } }

  func end(_ result: Result<Void, any Error>) {
    guard !hasEnded else { return }
    hasEnded = true
    receiver.end(result)
  }

  /// What libcurl's result means; what a callback refused explains it better.
  func result(_ code: CURLcode) -> Result<Void, any Error> {
    if let failure { return .failure(failure) }
    if code == CURLE_OK { return .success(()) }
    if let refusedAddress {
      return .failure(
        CurlError(.addressRefused, "\(url.host) has the address \(refusedAddress), which is not admitted"))
    }
    return .failure(CurlError(code, detail: String(cString: errorText)))
  }

  func received(field bytes: UnsafeRawBufferPointer) -> Int {
    switch head.line(bytes) {
    case .more: break
    case .complete: receiver.head(status: head.status, headers: head.headers)
    case .tooLarge:
      failure = CurlError(.tooLarge, "the response's fields are larger than \(HeadReader.limit) bytes")
      return 0
    }
    return bytes.count
  }

  func received(body bytes: UnsafeRawBufferPointer) -> Int {
    switch receiver.body(bytes) {
    case .accept: return bytes.count
    case .pause: return vmcp_curl_writefunc_pause
    case .fail(let error):
      failure = error
      return 0
    }
  }
}
