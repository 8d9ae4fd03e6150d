import NIOCore
import Testing

@testable import Redis

@Suite struct RESPDecoderTests {
  private func read(_ text: String, limits: RESPLimits = RESPLimits()) throws -> [RESPValue] {
    var decoder = RESPDecoder(limits: limits)
    var buffer = ByteBuffer(string: text)
    var values: [RESPValue] = []
    while let value = try decoder.decode(buffer: &buffer) { values.append(value) }
    return values
  }

  @Test(arguments: [
    ("+OK\r\n", [RESPValue.simple("OK")]),
    ("-ERR no\r\n:-7\r\n", [.error("ERR no"), .integer(-7)]),
    ("$5\r\na\r\n\0b\r\n$0\r\n\r\n$-1\r\n*-1\r\n", [.bulk(Array("a\r\n\0b".utf8)), .bulk([]), .null, .null]),
    ("*3\r\n:1\r\n*1\r\n$1\r\nx\r\n*0\r\n", [.array([.integer(1), .array([.bulk([120])]), .array([])])]),
  ])
  func `replies are read, however they are cut`(text: String, values: [RESPValue]) throws {
    #expect(try read(text) == values)
    var decoder = RESPDecoder(limits: RESPLimits())
    var buffer = ByteBuffer()
    var found: [RESPValue] = []
    for byte in text.utf8 {
      buffer.writeInteger(byte)
      while let value = try decoder.decode(buffer: &buffer) { found.append(value) }
    }
    #expect(found == values)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\n", "$x\r\n", "$-2\r\n", "*-2\r\n", "$1\r\nxyz", "+O\rK\r\n", "*1000000\r\n",
    "$9000000\r\n", ":\r\n", "$99999999999999999999\r\n", String(repeating: "*1\r\n", count: 10),
    "+" + String(repeating: "x", count: 20_000),
  ])
  func `what is no reply or too large ends the reading`(text: String) {
    #expect(throws: RedisError.self) { try read(text) }
  }

  @Test func `whatever comes is read or refused, and never more than came`() {
    var random = SystemRandomNumberGenerator()
    let seed = Array("*3\r\n:1\r\n*2\r\n$3\r\nabc\r\n-ERR x\r\n$-1\r\n+OK\r\n".utf8)
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.insert(seed[place % seed.count], at: place)
        default: bytes.removeSubrange(place..<min(place + 3, bytes.count - 1))
        }
      }
      var decoder = RESPDecoder(limits: RESPLimits())
      var buffer = ByteBuffer(bytes: bytes)
      while true {
        let before = buffer.readableBytes
        guard let value = try? decoder.decode(buffer: &buffer) else { break }
        #expect(buffer.readableBytes < before, "\(value)")
      }
    }
  }

  @Test func `a reply is bounded while it comes`() {
    var limits = RESPLimits()
    limits.bytes = 100
    let text = "*20\r\n" + String(repeating: "$9\r\n123456789\r\n", count: 15)
    #expect(throws: RedisError.self) { try read(text, limits: limits) }
  }

  @Test(arguments: [
    ("NOAUTH Authentication required.", RedisError.Code.denied, true), ("WRONGPASS invalid", .denied, true),
    ("NOPERM this user has no permissions", .denied, true), ("READONLY You can't write", .notServing, true),
    ("LOADING Redis is loading", .notServing, true), ("OOM command not allowed", .full, false),
    ("MOVED 3999 127.0.0.1:6381", .moved, true), ("NOSCRIPT No matching script", .noScript, true),
    ("ERR unknown command", .refused, false), ("ERR invalid password", .denied, true),
    ("ERR Error running script (call to f_1): @user_script:1: -READONLY You can't", .notServing, true),
  ])
  func `errors say what kind they are`(text: String, code: RedisError.Code, isHarmless: Bool) {
    let error = RedisError(reply: text, to: RedisCommand("GET", "secret-key"))
    #expect(error.code == code && error.isHarmless == isHarmless && !error.reason.contains("secret-key"))
  }

  @Test(arguments: [
    ("redis:6380", "redis", 6380), ("redis", "redis", 6379), ("[::1]:7000", "::1", 7000),
    ("[fe80::1]", "fe80::1", 6379),
    ("10.0.0.1:1", "10.0.0.1", 1),
  ])
  func `addresses are read`(text: String, host: String, port: Int) {
    #expect(RedisEndpoint(text) == RedisEndpoint(host: host, port: port))
  }

  @Test(arguments: [
    "", ":6379", "a:0", "a:65536", "a:x", "a:", "::1", "[::1", "[a]:1", "re dis:1", "redis://a:1", "u@h:1",
  ])
  func `what is no address is refused`(text: String) { #expect(RedisEndpoint(text) == nil) }
}
