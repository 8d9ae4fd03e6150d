/// Why entities, a context or a value cannot be read from JSON.
package struct EntityDataError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Not the JSON that Cedar gives the thing.
    case shape
    /// A number, `null` or an extension value that Cedar has no value for.
    case value
    /// One identifier, two different entities.
    case duplicate
    /// An entity is its own ancestor.
    case cycle
    /// Not what the schema declares.
    case conformance
    /// More or deeper than is read here.
    case limit
  }

  package let code: Code
  package let message: String
  /// Where it stands: `[2].attrs.owner`. Empty at the top.
  package let path: String
  /// The entity that it is about, where no path says so.
  let entity: EntityUID?

  package init(_ code: Code, _ message: String, path: String = "") {
    self.init(code, message, path: path, entity: nil)
  }

  init(_ code: Code, _ message: String, path: String = "", entity: EntityUID?) {
    self.code = code
    self.message = message
    self.path = path
    self.entity = entity
  }

  /// The same in something that stands at `place`.
  func within(_ place: String) -> EntityDataError {
    EntityDataError(code, message, path: place + path)
  }

  package var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
