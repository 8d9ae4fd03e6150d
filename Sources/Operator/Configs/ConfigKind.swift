import JSON
import Resources

/// A kind that only configures others, and what is special about it.
protocol ConfigKind: CustomResource {
  static var reasons: ConfigReasons { get }
  /// On objects that somebody uses, so that they are not deleted under them; `nil` for kinds without such protection.
  static var finalizer: String? { get }
  /// What neither the schema nor its rules say; the object keeps these.
  static func problems(_ config: ResourceObject<Self>) -> [JSONProblem]
  /// What a valid object asks for that this version does not do; `nil` where it is all done.
  static func shortfall(_ config: ResourceObject<Self>) -> String?
  /// Further conditions of a valid object.
  static func advise(_ config: ResourceObject<Self>, _ conditions: inout Conditions)
  static func status(_ finding: ConfigFinding<Self>) -> JSONObject?
}

extension ConfigKind {
  static func problems(_ config: ResourceObject<Self>) -> [JSONProblem] { [] }
  static func shortfall(_ config: ResourceObject<Self>) -> String? { nil }
  static func advise(_ config: ResourceObject<Self>, _ conditions: inout Conditions) {}
}

extension ConfigKind where Status == ConfigStatus {
  static func status(_ finding: ConfigFinding<Self>) -> JSONObject? {
    var status = ConfigStatus()
    status.observedGeneration = finding.config.metadata.generation
    status.configHash = finding.hash ?? finding.config.status.configHash
    return status.json.objectValue
  }
}

/// What was found out about a config, for its status.
struct ConfigFinding<Kind: CustomResource> {
  let config: ResourceObject<Kind>
  let problems: [JSONProblem]
  /// Sorted.
  let users: [ObjectReference]

  /// `nil` for a config that is not valid: those who use it keep what they had.
  var hash: String? { problems.isEmpty ? ContentHash.of(config.rawSpec.text(.sorted)) : nil }
}
