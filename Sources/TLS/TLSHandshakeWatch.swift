import NIOCore
import NIOSSL
import NIOTLS

/// Tells how a handshake went, then lets everything through.
final class TLSHandshakeWatch: ChannelInboundHandler {
  typealias InboundIn = NIOAny
  typealias InboundOut = NIOAny

  let done: EventLoopPromise<Void>
  private let host: String
  private var isOver = false

  init(host: String, done: EventLoopPromise<Void>) {
    self.host = host
    self.done = done
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent { end(.success(())) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard !isOver else { return context.fireErrorCaught(error) }
    let failure = failure(error)
    end(.failure(failure))
    context.fireErrorCaught(failure)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(.failure(TLSError(code: .closed, reason: "\(host) closed the connection within the TLS handshake")))
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end(.failure(TLSError(code: .closed, reason: "the connection to \(host) ended within the TLS handshake")))
  }

  private func end(_ result: Result<Void, TLSError>) {
    guard !isOver else { return }
    isOver = true
    switch result {
    case .success: done.succeed()
    case .failure(let error): done.fail(error)
    }
  }

  private func failure(_ error: any Error) -> TLSError {
    let text = String(describing: error)
    switch error {
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      return TLSError(code: .untrusted, reason: "the certificate of \(host) is for another name")
    case is NIOSSLError where text.contains("CERTIFICATE_VERIFY_FAILED"):
      return TLSError(
        code: .untrusted, reason: "the certificate of \(host) has run out or is not of a trusted authority")
    case is IOError: return TLSError(code: .closed, reason: "\(host) ended the connection within the TLS handshake")
    case is NIOSSLError where text.contains("EOF during handshake"):
      return TLSError(code: .closed, reason: "\(host) closed the connection within the TLS handshake")
    default: return TLSError(code: .handshakeFailed, reason: "the TLS handshake with \(host) failed: \(text)")
    }
  }
}
