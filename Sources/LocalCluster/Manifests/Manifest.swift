import Glibc
import JSON
import Kubernetes
import YAML

/// An object of a file of manifests.
struct Manifest: Sendable {
  let object: JSONValue
  /// Where it stands, for messages: `crds/a.yaml, document 2`.
  let place: String

  /// Reads the objects of a text. Lists are taken apart, empty documents left out.
  /// - Throws: code `manifest` for what is not an object with `apiVersion`, `kind` and a name.
  static func read(_ text: String, file: String) throws(LocalClusterError) -> [Manifest] {
    let documents: [JSONValue]
    do {
      documents = try YAMLDocuments.read(text)
    } catch {
      throw LocalClusterError(.manifest, "\(file): \(error)", cause: error)
    }
    var manifests: [Manifest] = []
    for (index, document) in documents.enumerated() where !document.isNull {
      let place = documents.count == 1 ? file : "\(file), document \(index + 1)"
      let objects = document["kind"] == "List" ? document["items"]?.arrayValue ?? [] : [document]
      for object in objects {
        guard object["apiVersion"]?.stringValue != nil, object["kind"]?.stringValue != nil, !object.objectName.isEmpty
        else { throw LocalClusterError(.manifest, "\(place): not an object with apiVersion, kind and metadata.name") }
        manifests.append(Manifest(object: object, place: place))
      }
    }
    return manifests
  }

  /// The files that a path names: itself, or the `.yaml`, `.yml` and `.json` files of a directory in their order.
  /// - Throws: code `file`.
  static func files(_ path: String) throws(LocalClusterError) -> [String] {
    guard let directory = opendir(path) else {
      guard errno == ENOTDIR else {
        throw LocalClusterError(.file, "cannot read \(path): \(String(cString: strerror(errno)))")
      }
      return [path]
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) { names.append(path + "/" + name) }
    }
    return names.sorted()
  }
}
