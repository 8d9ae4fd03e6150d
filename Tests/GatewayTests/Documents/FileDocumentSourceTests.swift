import FoundationEssentials
import GatewayDocument
import Kubernetes
import Synchronization
import Testing

@testable import Gateway

@Suite final class FileDocumentSourceTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/vmcp-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder + "/secrets", withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
  }

  private var source: FileDocumentSource {
    FileDocumentSource(path: folder + "/config.yaml", secretsPath: folder + "/secrets", interval: .milliseconds(10))
  }

  @Test("The document and every secret are read; the folders of a mounted Secret are not") func read() throws {
    try write("config.yaml", "name: x")
    try write("secrets/key", "value\n")
    try FileManager.default.createDirectory(atPath: folder + "/secrets/..data", withIntermediateDirectories: true)
    let expected = GatewayDocuments(
      text: "name: x", secrets: GatewaySecrets(["key": SecretValue(Array("value\n".utf8))]))
    #expect(source.read() == .documents(expected))
  }

  @Test("What cannot be read is said") func unreadable() throws {
    #expect(source.read() == .unreadable("\(folder)/config.yaml cannot be read"))
    try Data([0xFF, 0xFE]).write(to: URL(filePath: folder + "/config.yaml"))
    #expect(source.read() == .unreadable("\(folder)/config.yaml is not UTF-8"))
  }

  @Test("A change of the document or of a secret is reported, once each") func changes() async throws {
    try write("config.yaml", "name: a")
    var updates = source.documents().makeAsyncIterator()
    #expect(await updates.next() == .documents(GatewayDocuments(text: "name: a", secrets: GatewaySecrets())))
    try write("config.yaml", "name: b")
    #expect(await updates.next() == .documents(GatewayDocuments(text: "name: b", secrets: GatewaySecrets())))
    try write("secrets/key", "k")
    let secrets = GatewaySecrets(["key": SecretValue(Array("k".utf8))])
    #expect(await updates.next() == .documents(GatewayDocuments(text: "name: b", secrets: secrets)))
  }

  /// Time in which the file grows by a line between any two reads, until it is whole.
  private final class GrowingTime: TimeSource {
    let path: String
    let lines: [String]
    private let written: Atomic<Int> = Atomic(1)

    init(path: String, lines: [String]) throws {
      self.path = path
      self.lines = lines
      try Data(lines[0].utf8).write(to: URL(filePath: path))
    }

    func wallTime() -> Date { Date(timeIntervalSince1970: 0) }
    func monotonicTime() -> Duration { .zero }

    func sleep(for duration: Duration) async throws {
      let count = written.add(1, ordering: .relaxed).newValue
      if count <= lines.count { try Data(lines.prefix(count).joined().utf8).write(to: URL(filePath: path)) }
      await Task.yield()
      try Task.checkCancellation()
    }
  }

  @Test("A document that is still being written is not reported, at the start neither") func growing() async throws {
    let lines = ["policies:\n", "- permit(principal, action, resource);\n", "- forbid(principal, action, resource);\n"]
    let path = folder + "/config.yaml"
    let source = FileDocumentSource(path: path, secretsPath: nil, time: try GrowingTime(path: path, lines: lines))
    var updates = source.documents().makeAsyncIterator()
    let whole = GatewayDocuments(text: lines.joined(), secrets: GatewaySecrets())
    #expect(await updates.next() == .documents(whole))
  }

  @Test("Only what two reads in a row agree on is reported, each state once") func settling() {
    func update(_ text: String, _ key: String) -> DocumentUpdate {
      .documents(GatewayDocuments(text: text, secrets: GatewaySecrets(["key": SecretValue(Array(key.utf8))])))
    }
    let reads = [
      update("a", "1"), update("ab", "1"), update("ab", "1"), update("ab", "1"), update("ab", ""), update("ab", "2"),
      .unreadable("gone"), update("ab", "2"), update("ab", "2"), update("ab", "3"), update("ab", "2"),
      update("ab", "2"),
    ]
    var settled = SettledUpdate()
    #expect(reads.compactMap { settled.take($0) } == [update("ab", "1"), update("ab", "2")])
  }
}
