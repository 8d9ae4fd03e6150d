import Testing

@testable import JSON

/// The scanner and the reader are two implementations of one grammar: what one accepts, so does the other.
@Suite struct JSONScannerAgreementTests {
  /// SplitMix64: the same inputs on every run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let pieces: [[UInt8]] =
    [
      "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\"a\"", "\"bc\":", "0",
      "-",
      "1", "12.5", "e", "E+3", ".", "true", "false", "null", "nul", " ", "\n", "\t", "\u{1}", "é", "😀",
      "plain ascii text",
    ].map { Array($0.utf8) } + [
      [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ]

  private func scans(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer, depth: 64)
      guard (try? scanner.skipValue(depth: 0)) != nil, (try? scanner.end()) != nil else { return false }
      return true
    }
  }

  private func reads(_ bytes: [UInt8]) -> Bool? {
    do throws(JSONError) {
      _ = try JSONValue(reading: bytes, depth: 64)
      return true
    } catch {
      // The two known differences; what the scanner says then is not compared.
      return error.code == .duplicateKey || error.message == "number out of range" ? nil : false
    }
  }

  private func check(_ bytes: [UInt8]) {
    guard let expected = reads(bytes) else { return }
    #expect(scans(bytes) == expected, "\(String(decoding: bytes, as: UTF8.self))")
  }

  @Test("On texts put together from JSON's pieces") func pieces() {
    var generator = Generator(state: 1)
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...9, using: &generator)
      check((0..<count).flatMap { _ in Self.pieces.randomElement(using: &generator)! })
    }
  }

  @Test("On good documents with one byte changed, added or left out") func mutations() {
    var generator = Generator(state: 2)
    let good = Array(
      #"{"jsonrpc":"2.0","id":-1.5e3,"s":"a\"\u00e9é😀","x":[true,false,null,{"deep":[[[0]]]}],"e":{}}"#.utf8)
    #expect(scans(good))
    for _ in 0..<20_000 {
      var bytes = good
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
      default: bytes.remove(at: place)
      }
      check(bytes)
    }
  }

  @Test("A long string is checked to its last byte", arguments: 0..<24) func strings(_ length: Int) {
    let plain = String(repeating: "x", count: length)
    #expect(scans(Array("\"\(plain)\"".utf8)))
    #expect(scans(Array("\"\(plain)é\"".utf8)))
    #expect(!scans(Array("\"\(plain)\u{1F}\"".utf8)))
    #expect(!scans(Array("\"\(plain)".utf8)))
    #expect(!scans(Array("\"\(plain)".utf8) + [0xC3, 0x22]))
    #expect(!scans(Array("\"\(plain)\\".utf8)))
  }
}
