import HTTP
import JSON
import Testing

@testable import AuthorizationServer

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct RegistrationFloodTests {
  /// Of this process, in KiB.
  private static func memory() -> Int {
    var text = [UInt8](repeating: 0, count: 256)
    let file = open("/proc/self/statm", O_RDONLY)
    defer { close(file) }
    let count = read(file, &text, text.count)
    let fields = String(decoding: text.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4 : 0
  }

  private static func register(_ server: EmbeddedAuthorizationServer, _ number: Int) async -> Int {
    let metadata: JSONValue = ["redirect_uris": [.string(Scene.redirect)], "client_name": .string("flood \(number)")]
    let request = HTTPRequest(
      method: "POST", target: "/oauth/register", headers: ["Content-Type": "application/json"], body: metadata.bytes(),
      remoteAddress: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)")
    return await server.respond(to: request)?.status ?? 0
  }

  @Test("issue 5: 10,000 registrations cost no memory: who registers carries the registration")
  func memoryStays() async {
    await #expect(processExitsWith: .success) {
      let clock = TestClock()
      let server = try EmbeddedAuthorizationServer(
        Scene.configuration(), team: "t", secrets: Scene.secrets, transport: ScriptedProvider(clock: clock),
        storage: FailingStorage(), clock: { clock.now }, record: { _ in })
      var registered = 0
      func flood(_ numbers: Range<Int>) async {
        for number in numbers {
          clock.advance(0.06)
          if await Self.register(server, number) == 201 { registered += 1 }
        }
      }
      await flood(0..<1000)
      let before = Self.memory()
      await flood(1000..<11_000)
      let grown = Self.memory() - before
      // What limits addresses is bounded; what is registered takes nothing.
      precondition(registered == 11_000 && grown < 4096, "\(registered) registrations, \(grown) KiB")
    }
  }

  @Test("issue 5: a registration needs no storage, and a flood of one address stops at its limit")
  func noStorage() async throws {
    let scene = try Scene()
    scene.storage.unplug()
    var statuses: [Int: Int] = [:]
    for _ in 0..<200 { statuses[try await scene.register().status, default: 0] += 1 }
    #expect(statuses == [201: 5, 429: 195])
    #expect(await Self.register(scene.server, 1) == 201, "nobody else has to wait")
  }

  @Test("DIV-32: all addresses together have a limit too")
  func together() async throws {
    let scene = try Scene()
    var admitted = 0
    for number in 0..<300 where await Self.register(scene.server, number) == 201 { admitted += 1 }
    #expect(admitted == 100)
    scene.clock.advance(1)
    #expect(await Self.register(scene.server, 1000) == 201)
  }
}
