import JSON

/// Fields that the custom resources have and this version does nothing with: looked for in the spec as it was written,
/// so that nothing that was asked for is silently left out.
struct FieldSupport {
  enum Effect: Sendable {
    /// Leaving it out would let more through, or other things, than was asked for: the object is refused.
    case refused
    /// It is left out, and said.
    case leftOut
  }

  struct Rule: Sendable {
    /// Members from the spec on; `*` stands for every element or member.
    let path: [String]
    let effect: Effect
    /// What about it is not supported.
    let message: String
    /// Whether a value asks for anything at all.
    let isAsked: @Sendable (JSONValue) -> Bool

    init(
      _ path: String, _ effect: Effect, _ message: String,
      when isAsked: @escaping @Sendable (JSONValue) -> Bool = FieldSupport.isSet
    ) {
      self.path = path.split(separator: ".").map(String.init)
      self.effect = effect
      self.message = message
      self.isAsked = isAsked
    }
  }

  struct Finding: Sendable, CustomStringConvertible {
    let path: String
    let effect: Effect
    let message: String

    var description: String { path + ": " + message }
  }

  let rules: [Rule]

  func findings(in spec: JSONValue) -> [Finding] {
    rules.flatMap { rule in
      places(rule.path[...], in: spec, at: "spec").filter { rule.isAsked($0.value) }.map {
        Finding(path: $0.path, effect: rule.effect, message: rule.message)
      }
    }
  }

  private func places(_ path: ArraySlice<String>, in value: JSONValue, at place: String) -> [(
    path: String, value: JSONValue
  )] {
    guard let first = path.first else { return [(place, value)] }
    let rest = path.dropFirst()
    guard first == "*" else {
      return value[first].map { places(rest, in: $0, at: place + "." + first) } ?? []
    }
    switch value {
    case .array(let elements):
      return elements.enumerated().flatMap { places(rest, in: $1, at: "\(place)[\($0)]") }
    case .object(let members):
      return members.flatMap { places(rest, in: $0.value, at: place + "." + $0.key) }
    default: return []
    }
  }

  /// Neither absent, null, false nor empty.
  @Sendable static func isSet(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .bool(false): false
    case .string(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: true
    }
  }

  @Sendable static func isPresent(_ value: JSONValue) -> Bool { !value.isNull }
}
