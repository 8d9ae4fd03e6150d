/// The condition reasons of MCPRemoteProxies.
package enum MCPRemoteProxyReason {
  static let notRun = ConditionReason(
    "Ready", "ProxyNotSupported",
    "No proxy is run in this version. Virtual servers of the group go to spec.remoteUrl themselves, unless "
      + "ConfigurationSupported says why not.")
  static let notReady = ConditionReason("Ready", "NotReady", "The object cannot be used; ConfigurationValid says why.")

  static let valid = ConditionReason(
    "ConfigurationValid", "ConfigurationValid", "The spec can be read and holds together.")
  static let invalid = ConditionReason(
    "ConfigurationValid", "ValidationFailed", "A field is missing, unknown or contradicts another.")
  static let urlInvalid = ConditionReason(
    "ConfigurationValid", "RemoteURLInvalid", "The URL is no URL, or leads where nobody may be led.")
  static let policySyntax = ConditionReason(
    "ConfigurationValid", "AuthzPolicySyntaxInvalid",
    "A Cedar policy does not compile; the message has its index, line and column.")
  static let headerSecretNotFound = ConditionReason(
    "ConfigurationValid", "HeaderSecretNotFound", "A Secret with a header's value, or its key, does not exist.")
  static let externalAuthNotFound = ConditionReason(
    "ConfigurationValid", "ExternalAuthConfigNotFound", "The namespace has no MCPExternalAuthConfig of this name.")

  static let supported = ConditionReason(
    "ConfigurationSupported", "ConfigurationSupported", "Virtual servers of the group reach the server.")
  static let leftOut = ConditionReason(
    "ConfigurationSupported", "FieldsNotSupported",
    "Some fields have no effect in this version; the message names them.")
  static let fieldsRefused = ConditionReason(
    "ConfigurationSupported", "FieldsRefused",
    "Fields that protect the server are not supported in this version, so virtual servers do not reach it.")

  static let references = ReferenceReasons.all

  static let all =
    [
      notRun, notReady, valid, invalid, urlInvalid, policySyntax, headerSecretNotFound, externalAuthNotFound, supported,
      leftOut, fieldsRefused,
    ] + references
}
