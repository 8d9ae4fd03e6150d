/// The condition reasons of references that several kinds of servers have.
enum ReferenceReasons {
  static let groupValid = ConditionReason("GroupRefValidated", "GroupRefIsValid", "The group exists.")
  static let groupNotFound = ConditionReason(
    "GroupRefValidated", "GroupRefNotFound", "The namespace has no MCPGroup of this name.")

  static let oidc = kind("OIDCConfigRef", "MCPOIDCConfig")
  static let authz = kind("AuthzConfigRef", "MCPAuthzConfig")
  static let telemetry = kind("TelemetryConfigRef", "MCPTelemetryConfig", notValid: "Invalid")
  static let authServer = kind("AuthServerRef", "MCPExternalAuthConfig", notValid: "InvalidConfig")
  static let externalAuth = Kind(
    valid: ConditionReason(
      "ExternalAuthConfigValidated", "ExternalAuthConfigValid", "The MCPExternalAuthConfig is valid."),
    notFound: ConditionReason(
      "ExternalAuthConfigValidated", "ExternalAuthConfigNotFound",
      "The namespace has no MCPExternalAuthConfig of this name."),
    notValid: ConditionReason(
      "ExternalAuthConfigValidated", "InvalidConfig", "The MCPExternalAuthConfig exists but cannot be used."))
  static let tool = Kind(
    valid: ConditionReason("ToolConfigValidated", "ToolConfigValid", "The MCPToolConfig is valid."),
    notFound: ConditionReason(
      "ToolConfigValidated", "ToolConfigNotFound", "The namespace has no MCPToolConfig of this name."),
    notValid: ConditionReason(
      "ToolConfigValidated", "ToolConfigInvalid", "The MCPToolConfig exists but cannot be used."))

  static let ofConfigs = [oidc, authz, telemetry, authServer, externalAuth, tool].flatMap(\.all)
  static let all = [groupValid, groupNotFound] + ofConfigs

  /// What can be said of a reference to one kind.
  struct Kind: Sendable {
    let valid: ConditionReason
    let notFound: ConditionReason
    let notValid: ConditionReason

    var all: [ConditionReason] { [valid, notFound, notValid] }
  }

  private static func kind(_ name: String, _ target: String, notValid: String = "NotValid") -> Kind {
    Kind(
      valid: ConditionReason(name + "Validated", name + "Valid", "The \(target) exists and is valid."),
      notFound: ConditionReason(name + "Validated", name + "NotFound", "The namespace has no \(target) of this name."),
      notValid: ConditionReason(name + "Validated", name + notValid, "The \(target) exists but cannot be used."))
  }
}
