import JSON
import Kubernetes
import YAML

/// The images that the local cluster can run: a YAML file with a list `images`.
package struct ImageCatalog: Sendable {
  let mappings: [ImageMapping]
  /// What stands for `{here}`.
  let directory: String

  package init(_ mappings: [ImageMapping], directory: String = ".") {
    self.mappings = mappings
    self.directory = directory
  }

  /// - Throws: code `images` with what is wrong and where.
  package init(reading text: String, directory: String) throws(LocalClusterError) {
    let document: JSONValue
    do {
      document = try YAMLDocuments.readOne(text)
    } catch {
      throw LocalClusterError(.images, "the list of images is not YAML: \(error)", cause: error)
    }
    do {
      let file = try File(json: document)
      try self.init(checking: file.images, directory)
    } catch let error as LocalClusterError {
      throw error
    } catch {
      throw LocalClusterError(.images, "the list of images: \(error)", cause: error)
    }
  }

  private init(checking mappings: [ImageMapping], _ directory: String) throws(LocalClusterError) {
    var seen: Set<String> = []
    for mapping in mappings {
      guard !mapping.command.isEmpty else {
        throw LocalClusterError(.images, "the image \"\(mapping.image)\" has an empty command")
      }
      guard seen.insert(mapping.image + " " + (mapping.subcommand ?? "")).inserted else {
        throw LocalClusterError(.images, "the image \"\(mapping.image)\" stands twice in the list")
      }
    }
    self.init(mappings, directory: directory)
  }

  /// The mapping of exactly this image, else the one of its name without tag and digest.
  func mapping(_ image: String) -> ImageMapping? {
    mappings.first { $0.image == image } ?? mappings.first { $0.image == Self.repository(image) }
  }

  /// The mapping of a container: of its image's, the one for its first argument before the one for any.
  func mapping(of container: JSONValue) -> ImageMapping? {
    let subcommand = container["args"]?[0]?.stringValue
    let image = container["image"]?.stringValue ?? ""
    let special = mappings.filter { $0.subcommand != nil && $0.subcommand == subcommand }
    return ImageCatalog(special, directory: directory).mapping(image)
      ?? ImageCatalog(mappings.filter { $0.subcommand == nil }, directory: directory).mapping(image)
  }

  /// `example.com:5000/team/app` for `example.com:5000/team/app:1@sha256:…`.
  static func repository(_ image: String) -> String {
    let name = image.prefix { $0 != "@" }
    guard let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") else { return String(name) }
    return String(name[..<colon])
  }

  private struct File: JSONRecord {
    var images: [ImageMapping] = []

    static let fields: [JSONField<File>] = [JSONField("images", \.images, "The images.")]
  }
}

extension ImageCatalog {
  /// - Throws: code `file` or `images`.
  package init(file path: String) throws(LocalClusterError) {
    let bytes: [UInt8]
    do {
      bytes = try WatchedFile(path).contents()
    } catch {
      throw LocalClusterError(.file, "cannot read the list of images: \(error)", cause: error)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LocalClusterError(.images, "\(path) is not UTF-8")
    }
    let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    try self.init(reading: text, directory: directory.isEmpty ? "/" : directory)
  }
}
