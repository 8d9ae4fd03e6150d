import GatewayDocument
import JSON
import Policy
import Resources

extension MCPAuthzConfig: ConfigKind {
  static let reasons = MCPAuthzConfigReason.common
  static let finalizer: String? = "mcpauthzconfig.toolhive.stacklok.dev/finalizer"

  static func shortfall(_ config: ResourceObject<MCPAuthzConfig>) -> String? {
    do throws(AuthzDocument.Refusal) {
      _ = try AuthzDocument(config)
      return nil
    } catch {
      return error.description
    }
  }

  static func problems(_ config: ResourceObject<MCPAuthzConfig>) -> [JSONProblem] {
    let spec = config.spec
    guard !spec.config.isEmpty else { return [JSONProblem(path: "spec.config", message: "must not be empty")] }
    switch spec.type {
    case "cedarv1": return policies(spec.config)
    case "httpv1": return read(HTTPAuthorizer.self, spec.config).problems
    default:
      return [
        JSONProblem(
          path: "spec.type",
          message: "type \"\(spec.type.prefix(64))\" is not a registered authorizer backend (registered: "
            + "[cedarv1 httpv1])")
      ]
    }
  }

  private static func policies(_ json: JSONObject) -> [JSONProblem] {
    let (cedar, problems) = read(AuthzDocument.Cedar.self, json)
    guard let cedar, problems.isEmpty else { return problems }
    func refuse(_ name: String, _ message: String) -> [JSONProblem] {
      [JSONProblem(path: "spec.config." + name, message: message)]
    }
    guard !cedar.policies.isEmpty else { return refuse("policies", "must have at least one element") }
    var configuration = AuthorizationConfiguration()
    configuration.policies = cedar.policies
    configuration.groupEntityType = cedar.groupEntityType.flatMap { $0.isEmpty ? nil : $0 } ?? "THVGroup"
    do throws(JSONError) {
      configuration.entities = try JSONValue(reading: cedar.entitiesJSON)
    } catch {
      return refuse("entities_json", "\(error)")
    }
    do throws(PolicyCompilationError) {
      _ = try Decider(configuration)
      return []
    } catch {
      return error.problems.map { JSONProblem(path: "spec.config", message: $0.description) }
    }
  }

  static func read<Record: JSONRecord>(
    _ type: Record.Type, _ json: JSONObject
  ) -> (value: Record?, problems: [JSONProblem]) {
    var decoding = JSONDecoding(unknownFields: .refuse)
    let value = decoding.member("spec") { $0.member("config") { Record.read(.object(json), &$0) } }
    return (value, decoding.problems)
  }
}
