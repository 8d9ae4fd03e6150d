import FoundationEssentials
import GatewayDocument
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
    var update = await updates.next()
    // A file is seen half-written where it is not put in place by a rename.
    while update == .documents(GatewayDocuments(text: "", secrets: GatewaySecrets())) { update = await updates.next() }
    #expect(update == .documents(GatewayDocuments(text: "name: b", secrets: GatewaySecrets())))
    try write("secrets/key", "k")
    update = await updates.next()
    if case .documents(let documents)? = update, documents.secrets["key"]?.bytes.isEmpty == true {
      update = await updates.next()
    }
    let secrets = GatewaySecrets(["key": SecretValue(Array("k".utf8))])
    #expect(update == .documents(GatewayDocuments(text: "name: b", secrets: secrets)))
  }
}
