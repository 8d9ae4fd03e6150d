import TestDoubles
import Testing

@testable import Curl

@Suite(.timeLimit(.minutes(1))) struct CurlLinesTests {
  private let client = CurlClient()

  private func stream(_ url: String) -> CurlRequest {
    var request = CurlRequest("GET", url)
    request.timeout = nil
    return request
  }

  @Test("Status and fields are there before the first line")
  func head() async throws {
    let server = ScriptedServer { _, connection in
      connection.startChunks(410, fields: ["X-A: b"])
      connection.waitForPeer()
    }
    defer { server.close() }
    let lines = try await client.lines(stream(server.url))
    #expect(lines.status == 410)
    #expect(lines.headers["x-a"] == "b")
  }

  @Test("Lines come as they are sent, whatever chunks they are cut into")
  func live() async throws {
    let server = ScriptedServer { _, connection in
      connection.startChunks()
      connection.chunk("one\ntw")
      connection.chunk("o\r")
      connection.chunk("\nthree")
      connection.endChunks()
    }
    defer { server.close() }
    var seen: [String] = []
    for try await line in try await client.lines(stream(server.url)) {
      seen.append(String(decoding: line, as: UTF8.self))
    }
    #expect(seen == ["one", "two", "three"])
  }

  @Test("A body cut in the middle of a line yields the whole lines and then throws")
  func cut() async throws {
    let server = ScriptedServer { _, connection in
      connection.startChunks()
      connection.chunk("one\ntwo\nthr")
      connection.cut()
    }
    defer { server.close() }
    var seen: [String] = []
    var error: (any Error)?
    do {
      for try await line in try await client.lines(stream(server.url)) {
        seen.append(String(decoding: line, as: UTF8.self))
      }
    } catch let thrown {
      error = thrown
    }
    #expect(seen == ["one", "two"])
    #expect((error as? CurlError)?.code == .transfer)
  }

  @Test("A slow reader holds the sender back and loses nothing")
  func backPressure() async throws {
    let count = 40_000
    let server = ScriptedServer { _, connection in
      connection.startChunks()
      for number in 0..<count { connection.chunk("\(number) " + String(repeating: "x", count: 500) + "\n") }
      connection.endChunks()
    }
    defer { server.close() }
    let lines = try await client.lines(stream(server.url))
    var received = 0
    var mostBuffered = 0
    for try await line in lines {
      if !line.starts(with: Array("\(received) ".utf8)) { Issue.record("line \(received) is missing") }
      received += 1
      mostBuffered = max(mostBuffered, lines.owner.channel.bufferedBytes)
    }
    #expect(received == count)
    // libcurl hands over 16 KB at a time.
    #expect(mostBuffered <= LineChannel.highWater + (16 << 10))
  }

  @Test("Letting go of the lines closes the connection")
  func drop() async throws {
    let isClosedByPeer = Gate()
    let server = ScriptedServer { _, connection in
      connection.startChunks()
      connection.chunk("one\n")
      connection.waitForPeer()
      isClosedByPeer.open()
      connection.cut()
    }
    defer { server.close() }
    for try await _ in try await client.lines(stream(server.url)) { break }
    await isClosedByPeer.wait()
  }

  @Test("Cancelling the reader wakes it and closes the connection")
  func cancellation() async throws {
    let isReading = Gate()
    let isClosedByPeer = Gate()
    let server = ScriptedServer { _, connection in
      connection.startChunks()
      connection.chunk("one\n")
      connection.waitForPeer()
      isClosedByPeer.open()
      connection.cut()
    }
    defer { server.close() }
    let task = Task { [client, request = stream(server.url)] in
      for try await _ in try await client.lines(request) { isReading.open() }
    }
    await isReading.wait()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await isClosedByPeer.wait()
  }

  @Test("Streams do not take the places of requests")
  func manyStreams() async throws {
    let server = ScriptedServer { request, connection in
      guard request.path == "/watch" else { return connection.respond(200, "ok") }
      connection.startChunks()
      connection.waitForPeer()
      connection.cut()
    }
    defer { server.close() }
    var streams: [CurlLines] = []
    for _ in 0..<60 { streams.append(try await client.lines(stream(server.url + "/watch"))) }
    #expect(try await client.send(CurlRequest("GET", server.url)).status == 200)
    #expect(streams.allSatisfy { $0.status == 200 })
  }

  @Test("A line over the limit ends the stream")
  func longLine() async throws {
    let server = ScriptedServer { _, connection in
      connection.startChunks()
      while connection.chunk(String(repeating: "x", count: 1000)) {}
      connection.cut()
    }
    defer { server.close() }
    var request = stream(server.url)
    request.responseLimit = 10_000
    let lines = try await client.lines(request)
    await #expect(throws: CurlError(.tooLarge, "a line is longer than 10000 bytes")) {
      for try await _ in lines {}
    }
  }
}
