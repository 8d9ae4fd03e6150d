import JSON
import Resources
import YAML

/// Policies in a document of their own, type `cedarv1`.
struct AuthzDocument: Sendable {
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  struct Cedar: JSONRecord {
    var policies: [String] = []
    var entitiesJSON = "[]"
    var groupClaimName: String?
    var roleClaimName: String?
    var groupEntityType: String?
    var primaryUpstreamProvider: String?
    var multiValuedClaims: [String]?

    static let fields: [JSONField<Cedar>] = [
      JSONField("policies", \.policies), JSONField("entities_json", \.entitiesJSON, fallback: "[]"),
      JSONField("group_claim_name", \.groupClaimName), JSONField("role_claim_name", \.roleClaimName),
      JSONField("group_entity_type", \.groupEntityType),
      JSONField("primary_upstream_provider", \.primaryUpstreamProvider),
      JSONField("multi_valued_claims", \.multiValuedClaims),
    ]
  }

  struct Envelope: JSONRecord {
    var version = ""
    var type = ""
    var cedar: Cedar?

    static let fields: [JSONField<Envelope>] = [
      JSONField("version", \.version), JSONField("type", \.type), JSONField("cedar", \.cedar),
    ]
  }

  var policies: [String]
  var entitiesJSON: String
  var groupClaimName: String?
  var roleClaimName: String?
  var groupEntityType: String?
  var primaryUpstreamProvider: String?

  init(policies: [String], entitiesJSON: String) {
    self.policies = policies
    self.entitiesJSON = entitiesJSON
  }

  /// Reads YAML or JSON.
  /// - Throws: `YAMLError`, `JSONProblems` or `Refusal`, each with the place.
  init(reading text: String) throws {
    guard text.utf8.count <= 1 << 20 else { throw Refusal(description: "larger than 1 MiB") }
    let envelope = try Envelope(json: try YAMLDocuments.readOne(text))
    guard envelope.type == "cedarv1" else {
      throw Refusal(description: "type: \"\(envelope.type)\" is not supported; only cedarv1 is")
    }
    guard let cedar = envelope.cedar else { throw Refusal(description: "cedar: is required") }
    try self.init(cedar, at: "cedar")
  }

  /// Of a valid MCPAuthzConfig.
  init(_ config: ResourceObject<MCPAuthzConfig>) throws(Refusal) {
    guard config.spec.type == "cedarv1" else {
      throw Refusal(description: "spec.type: \(config.spec.type) is not supported by gateways; cedarv1 is")
    }
    guard let cedar = MCPAuthzConfig.read(Cedar.self, config.spec.config).value else {
      throw Refusal(description: "spec.config: cannot be read")
    }
    try self.init(cedar, at: "spec.config")
  }

  private init(_ cedar: Cedar, at path: String) throws(Refusal) {
    if let claims = cedar.multiValuedClaims, !claims.isEmpty {
      throw Refusal(description: "\(path).multi_valued_claims: is not supported")
    }
    self.init(policies: cedar.policies, entitiesJSON: cedar.entitiesJSON)
    groupClaimName = cedar.groupClaimName
    roleClaimName = cedar.roleClaimName
    groupEntityType = cedar.groupEntityType
    primaryUpstreamProvider = cedar.primaryUpstreamProvider
  }
}
