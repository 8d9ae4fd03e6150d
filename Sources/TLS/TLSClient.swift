import NIOCore
import NIOSSL

/// Puts TLS under connections to others. Making one reads the authorities, which takes a while: make it once.
package struct TLSClient: Sendable {
  private let context: NIOSSLContext
  private let verifies: Bool

  /// - Throws: `badAuthorities`.
  package init(_ settings: TLSClientSettings = TLSClientSettings()) throws(TLSError) {
    verifies = settings.verifies
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = settings.protocols
    if !settings.verifies { configuration.certificateVerification = .none }
    do {
      if let authorities = settings.authorities {
        let certificates = try NIOSSLCertificate.fromPEMBytes(authorities)
        guard !certificates.isEmpty else {
          throw TLSError(code: .badAuthorities, reason: "there is no certificate among the authorities")
        }
        configuration.trustRoots = .certificates(certificates)
      }
      context = try NIOSSLContext(configuration: configuration)
    } catch let error as TLSError {
      throw error
    } catch {
      throw TLSError(code: .badAuthorities, reason: "the authorities are not certificates in PEM")
    }
  }

  /// Puts TLS before everything else in the pipeline of a channel that is being made, on its event loop. What is written
  /// before the handshake is done waits for it.
  /// - Parameter host: whom the peer's certificate must be for: a name, or a numeric address that is connected to.
  /// - Returns: succeeds when the handshake is done, and fails with a `TLSError`; the connection is closed then.
  /// - Throws: `badName`.
  package func install(on channel: any Channel, host: String) throws -> EventLoopFuture<Void> {
    // Without a name the certificate has to be for the address of the connection.
    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    let handler: NIOSSLClientHandler
    do {
      if isAddress || !verifies {
        handler = try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
      } else {
        let name = PeerName(host)
        handler = try NIOSSLClientHandler._makeSSLClientHandler(
          context: context, serverHostname: host,
          additionalPeerCertificateVerificationCallback: { certificate, channel in
            channel.eventLoop.makeCompletedFuture {
              guard name.matches(certificate) else { throw NIOSSLExtraError.failedToValidateHostname }
            }
          })
      }
    } catch {
      throw TLSError(code: .badName, reason: "\"\(host)\" is not a name that a certificate can be for")
    }
    let watch = TLSHandshakeWatch(host: host, done: channel.eventLoop.makePromise())
    try channel.pipeline.syncOperations.addHandlers([handler, watch], position: .first)
    return watch.done.futureResult
  }
}
