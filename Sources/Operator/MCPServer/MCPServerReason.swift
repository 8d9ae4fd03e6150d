/// The condition reasons of MCPServers.
package enum MCPServerReason {
  static let ready = ConditionReason(
    "Ready", "Ready", "The server answers MCP requests; the message says when a rollout of its pods is stuck.")
  static let notReady = ConditionReason(
    "Ready", "NotReady", "No pod of the server is available yet, or none was asked yet.")
  static let notAnswering = ConditionReason(
    "Ready", "NotAnswering", "The server's pods are available, but no answer to an MCP request comes from them.")
  static let answersWrongly = ConditionReason(
    "Ready", "AnswersWrongly",
    "The server's pods are available, but what answers is not MCP, or refuses; the message says what came.")
  static let stopped = ConditionReason("Ready", "Stopped", "The server is scaled to zero.")
  static let refused = ConditionReason(
    "Ready", "ConfigurationRefused", "The object cannot be run as it is; another condition says why.")

  static let applyFailed = ConditionReason(
    "Ready", "ApplyFailed", "One of the server's objects could not be written; the message says which and why.")

  static let valid = ConditionReason("Valid", "ValidationSucceeded", "The spec can be read and holds together.")
  static let invalid = ConditionReason(
    "Valid", "ValidationFailed", "A field is missing, unknown or contradicts another; nothing was changed.")

  static let groupValid = ConditionReason("GroupRefValidated", "GroupRefIsValid", "The group exists.")
  static let groupNotFound = ConditionReason(
    "GroupRefValidated", "GroupRefNotFound",
    "The namespace has no MCPGroup of this name; the server runs all the same.")

  static let supported = ConditionReason(
    "ConfigurationSupported", "ConfigurationSupported", "Everything that the spec asks for is done.")
  static let leftOut = ConditionReason(
    "ConfigurationSupported", "FieldsNotSupported",
    "Some fields have no effect in this version; the message names them.")
  static let fieldsRefused = ConditionReason(
    "ConfigurationSupported", "FieldsRefused",
    "Fields that protect the server are not supported in this version, so nothing was changed.")
  static let replicasCapped = ConditionReason(
    "StdioReplicaCapped", "StdioTransportCapAt1", "More replicas were asked for than a stdio server can have: one runs."
  )
  static let replicasNotCapped = ConditionReason(
    "StdioReplicaCapped", "StdioReplicaCapNotActive", "The number of replicas is as asked for.")

  static let podTemplateValid = ConditionReason(
    "PodTemplateValid", "ValidPodTemplateSpec", "podTemplateSpec was merged into the pod.")
  static let podTemplateInvalid = ConditionReason(
    "PodTemplateValid", "InvalidPodTemplateSpec", "podTemplateSpec cannot be merged; nothing was changed.")

  static let all =
    [
      ready, notReady, notAnswering, answersWrongly, stopped, refused, applyFailed, valid, invalid, groupValid,
      groupNotFound, supported, leftOut,
      fieldsRefused,
      replicasCapped, replicasNotCapped, podTemplateValid, podTemplateInvalid,
    ] + ReferenceReasons.ofConfigs
}
