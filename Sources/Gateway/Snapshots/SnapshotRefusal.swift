import JSON

/// Why a document was refused. It is shown to people and holds no secret.
struct SnapshotRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  /// At least one.
  let problems: [JSONProblem]

  init(_ problems: [JSONProblem]) { self.problems = problems }

  init(_ path: String, _ message: String) { problems = [JSONProblem(path: path, message: message)] }

  var description: String { problems.map(\.description).joined(separator: "; ") }

  var json: JSONValue {
    .array(problems.map { ["path": .string($0.path), "message": .string($0.message)] })
  }
}
