/// What reading a value into types carries along: the place, and what was found wrong so far.
package struct JSONDecoding: Sendable {
  package enum UnknownFields: Sendable {
    /// A member that the type does not know is a problem: nothing that was asked for is silently left out.
    case refuse
    /// For objects that newer versions may extend.
    case ignore
  }

  package let unknownFields: UnknownFields
  package private(set) var problems: [JSONProblem] = []
  private var path: [String] = []

  package init(unknownFields: UnknownFields) { self.unknownFields = unknownFields }

  package mutating func note(_ message: String) {
    problems.append(JSONProblem(path: path.joined(), message: message))
  }

  package mutating func expected(_ kind: String, _ found: JSONValue) {
    note("expected \(kind), found \(found.kind)")
  }

  /// Reads a member; problems inside are reported under its name.
  package mutating func member<Result>(_ name: String, _ body: (inout JSONDecoding) -> Result) -> Result {
    path.append(path.isEmpty ? name : "." + name)
    defer { path.removeLast() }
    return body(&self)
  }

  /// Reads an element; problems inside are reported under its index.
  package mutating func element<Result>(_ index: Int, _ body: (inout JSONDecoding) -> Result) -> Result {
    path.append("[\(index)]")
    defer { path.removeLast() }
    return body(&self)
  }
}
