import NIOCore
import NIOPosix
import TestDoubles
import Testing

@testable import TLS

@Suite struct TLSClientTests {
  /// Gathers what comes until the peer closes.
  private final class Gatherer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private var text = ""
    private let all: EventLoopPromise<String>

    init(_ all: EventLoopPromise<String>) { self.all = all }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { text += String(buffer: unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { all.succeed(text) }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  private struct Pair: Sendable {
    let handshake: EventLoopFuture<Void>
    let text: EventLoopFuture<String>
  }

  /// What a server at a port answers to a GET.
  private func get(_ settings: TLSClientSettings, port: Int, host: String) async throws -> String {
    let tls = try TLSClient(settings)
    let address = try SocketAddress(ipAddress: "127.0.0.1", port: port)
    let pair = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(to: address) { channel in
        channel.eventLoop.makeCompletedFuture {
          let all = channel.eventLoop.makePromise(of: String.self)
          let handshake = try tls.install(on: channel, host: host)
          try channel.pipeline.syncOperations.addHandler(Gatherer(all))
          channel.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.0\r\n\r\n"), promise: nil)
          return Pair(handshake: handshake, text: all.futureResult)
        }
      }
    do { try await pair.handshake.get() } catch {
      _ = try await pair.text.get()
      throw error
    }
    return try await pair.text.get()
  }

  private func failure(_ settings: TLSClientSettings, port: Int, host: String) async -> TLSError.Code? {
    do {
      _ = try await get(settings, port: port, host: host)
      return nil
    } catch { return (error as? TLSError)?.code }
  }

  @Test func `a peer is believed by the authorities that are given, and for its own name alone`() async throws {
    let server = try TLSServer()
    let trusting = TLSClientSettings(authorities: server.certificate)
    #expect(try await get(trusting, port: server.port, host: "127.0.0.1").hasPrefix("HTTP/1.0 200"))
    #expect(await failure(trusting, port: server.port, host: "localhost") == .untrusted)
    #expect(await failure(TLSClientSettings(), port: server.port, host: "127.0.0.1") == .untrusted)
    let careless = TLSClientSettings(verifies: false)
    #expect(try await get(careless, port: server.port, host: "localhost").hasPrefix("HTTP/1.0 200"))
  }

  @Test func `a peer that does not speak TLS, or goes away, is told apart`() async throws {
    for (answer, code) in [("+PONG\r\n", TLSError.Code.handshakeFailed), ("", .closed)] {
      let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
          if !answer.isEmpty { channel.writeAndFlush(ByteBuffer(string: answer), promise: nil) }
          return channel.close()
        }.bind(host: "127.0.0.1", port: 0).get()
      let port = try #require(server.localAddress?.port)
      let code = answer.isEmpty ? [code] : [code, .closed]
      #expect(code.contains(try #require(await failure(TLSClientSettings(), port: port, host: "127.0.0.1"))))
      try await server.close()
    }
  }

  @Test(arguments: ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
  func `authorities that are no certificates are refused`(text: String) {
    #expect(throws: TLSError.self) { try TLSClient(TLSClientSettings(authorities: Array(text.utf8))) }
  }

  @Test(arguments: [
    ("example.com", "example.com", true), ("Example.COM.", "exAmple.com", true),
    ("a.example.com", "*.example.com", true),
    ("a.b.example.com", "*.example.com", false), ("example.com", "*.example.com", false), ("a.com", "*.com", false),
    ("a.example.com", "a*.example.com", false), ("a.example.com", "*", false), ("a.example.com", "", false),
    ("b.example.com", "a.example.com", false), (".example.com", "*.example.com", false),
  ])
  func `a certificate is for a name when it says so`(host: String, presented: String, matches: Bool) {
    #expect(PeerName(host).matches(Array(presented.utf8)) == matches)
  }
}
