import ArgumentParser
import Cedar
import JSON

/// Who asks for what, on the command line or in a file.
struct RequestOptions: ParsableArguments {
  @Option(name: [.customShort("l"), .long], help: ArgumentHelp("Such as 'User::\"alice\"'.", valueName: "entity"))
  var principal: String?

  @Option(name: [.customShort("a"), .long], help: ArgumentHelp("Such as 'Action::\"view\"'.", valueName: "entity"))
  var action: String?

  @Option(name: [.customShort("r"), .long], help: ArgumentHelp("Such as 'Photo::\"a.jpg\"'.", valueName: "entity"))
  var resource: String?

  @Option(name: [.customShort("c"), .long], help: ArgumentHelp("The context, as JSON.", valueName: "file"))
  var context: String?

  @Option(
    name: .customLong("request-json"),
    help: ArgumentHelp("Principal, action, resource and context in one file, as JSON.", valueName: "file"))
  var requestJSON: String?

  @Flag(
    name: .customLong("request-validation"), inversion: .prefixedNo,
    help: "Whether the schema, if there is one, must allow the request.")
  var isValidated = true

  func validate() throws {
    let parts = [principal, action, resource]
    guard requestJSON == nil ? !parts.contains(nil) : parts.allSatisfy({ $0 == nil }) && context == nil else {
      throw ValidationError("Give --principal, --action and --resource, or else --request-json alone.")
    }
  }

  func request(_ schema: Schema?) throws -> AuthorizationRequest {
    let allowing = isValidated ? schema : nil
    let request = try requestJSON.map { try Self.request(in: TextFile(name: $0), allowing) } ?? named(allowing)
    try allowing?.validate(request)
    return request
  }

  private func named(_ schema: Schema?) throws -> AuthorizationRequest {
    let action = try Self.entity(action ?? "")
    let file = context.map(TextFile.init)
    return AuthorizationRequest(
      principal: try Self.entity(principal ?? ""), action: action, resource: try Self.entity(resource ?? ""),
      context: try ContextReader(schema).context(json: file?.text() ?? "{}", for: action, source: file?.label ?? ""))
  }

  private static func request(in file: TextFile, _ schema: Schema?) throws -> AuthorizationRequest {
    let text = try file.text()
    let node = try file.json(text)
    func party(_ name: String) throws -> EntityUID {
      guard let value = node[name] else { throw CommandFailure("\(file.label): there is no \(name)") }
      return try value.stringValue.map(entity) ?? EntityUID(value)
    }
    do {
      let action = try party("action")
      let context = node["context"] ?? JSONNode(.object([]))
      return AuthorizationRequest(
        principal: try party("principal"), action: action, resource: try party("resource"),
        context: try ContextReader(schema).context(context, for: action))
    } catch let error as NodeError {
      throw error.diagnostic(source: file.label, in: text)
    }
  }

  private static func entity(_ text: String) throws -> EntityUID {
    guard let uid = EntityUID(text) else { throw CommandFailure("\(text) is not an entity, such as User::\"alice\"") }
    return uid
  }
}
