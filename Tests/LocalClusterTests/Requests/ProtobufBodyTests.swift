import JSON
import Testing

@testable import LocalCluster

@Suite("Protobuf bodies")
struct ProtobufBodyTests {
  private func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }

  private func body(_ version: String, _ kind: String, _ raw: [UInt8]) -> [UInt8] {
    [0x6B, 0x38, 0x73, 0x00] + field(1, field(1, Array(version.utf8)) + field(2, Array(kind.utf8))) + field(2, raw)
  }

  @Test("a Secret as kubectl create sends it")
  func secret() throws {
    let metadata =
      field(1, Array("s".utf8)) + field(2, []) + field(8, []) + field(11, field(1, [0x61]) + field(2, [0x62]))
    let raw = field(1, metadata) + field(2, field(1, [0x6B]) + field(2, [1, 2])) + field(3, Array("Opaque".utf8))
    #expect(
      try ProtobufBody.read(body("v1", "Secret", raw)) == [
        "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s", "labels": ["a": "b"]], "data": ["k": "AQI="],
        "type": "Opaque",
      ])
  }

  @Test("kinds and fields that cannot be read are refused, not read halfway")
  func refused() throws {
    func code(_ bytes: [UInt8]) -> Int? {
      do {
        _ = try ProtobufBody.read(bytes)
        return nil
      } catch { return error.code }
    }
    #expect(code(body("apps/v1", "Deployment", [])) == 415)
    #expect(code(body("v1", "Secret", field(9, []))) == 415)
    #expect(code([1, 2, 3]) == 400)
    #expect(code([0x6B, 0x38, 0x73, 0x00, 0x0A, 0xFF]) == 400)
    #expect(code(body("v1", "Secret", [0x0A, 0x7F, 0x00])) == 400)
    #expect(code(body("v1", "Secret", field(1, field(1, [0xFF, 0xFE])))) == 400)
  }
}
