import FoundationEssentials
import GatewayDocument
import Kubernetes

/// A file and a folder of secrets, one file each, read again and again: a change is seen within a second, also behind the
/// symbolic links of a mounted volume. What is being written is not reported: the start of a document can be a valid one
/// that lacks a `forbid`.
package struct FileDocumentSource: DocumentSource {
  static let fileLimit = 16 << 20
  static let secretLimit = 1 << 20
  static let secretCount = 256

  let mode = "static"
  private let path: String
  private let secretsPath: String?
  private let interval: Duration
  private let settling: Duration
  private let time: any TimeSource

  /// - Parameter settling: how long what was read must stay as it is before it counts.
  package init(
    path: String, secretsPath: String?, interval: Duration = .milliseconds(500),
    settling: Duration = .milliseconds(250), time: any TimeSource = SystemTime()
  ) {
    self.path = path
    self.secretsPath = secretsPath
    self.interval = interval
    self.settling = settling
    self.time = time
  }

  func documents() -> AsyncStream<DocumentUpdate> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let task = Task {
        var settled = SettledUpdate()
        while !Task.isCancelled {
          if let update = settled.take(read()) { continuation.yield(update) }
          let pause = settled.isSettled ? interval : settling
          guard (try? await time.sleep(for: pause)) != nil else { break }
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// What stands there now.
  func read() -> DocumentUpdate {
    do throws(FileProblem) {
      let bytes = try Self.read(path, limit: Self.fileLimit)
      guard let text = String(validating: bytes, as: UTF8.self) else { throw FileProblem("\(path) is not UTF-8") }
      return .documents(GatewayDocuments(text: text, secrets: try secrets()))
    } catch {
      return .unreadable(error.message)
    }
  }

  private func secrets() throws(FileProblem) -> GatewaySecrets {
    guard let secretsPath else { return GatewaySecrets() }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: secretsPath) else {
      throw FileProblem("\(secretsPath) is not a folder that can be read")
    }
    var values: [String: SecretValue] = [:]
    // A mounted Secret keeps its versions in folders whose names begin with two dots.
    for name in names where !name.hasPrefix("..") {
      var isDirectory = false
      guard FileManager.default.fileExists(atPath: secretsPath + "/" + name, isDirectory: &isDirectory), !isDirectory
      else { continue }
      guard values.count < Self.secretCount else {
        throw FileProblem("\(secretsPath) has more than \(Self.secretCount) files")
      }
      values[name] = SecretValue(try Self.read(secretsPath + "/" + name, limit: Self.secretLimit))
    }
    return GatewaySecrets(values)
  }

  private struct FileProblem: Error {
    let message: String
    init(_ message: String) { self.message = message }
  }

  private static func read(_ path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? any BinaryInteger
    if let size, Int(size) > limit { throw FileProblem("\(path) is larger than \(limit) bytes") }
    guard let data = FileManager.default.contents(atPath: path) else { throw FileProblem("\(path) cannot be read") }
    guard data.count <= limit else { throw FileProblem("\(path) is larger than \(limit) bytes") }
    return Array(data)
  }
}
