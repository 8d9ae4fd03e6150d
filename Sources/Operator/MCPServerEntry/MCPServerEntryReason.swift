/// The condition reasons of MCPServerEntries.
package enum MCPServerEntryReason {
  static let valid = ConditionReason("Valid", "ConfigValid", "Everything that the entry names is there.")
  static let invalid = ConditionReason(
    "Valid", "ConfigInvalid", "The entry cannot be read, or another condition says what is missing.")

  static let urlValid = ConditionReason("RemoteURLValidated", "RemoteURLValid", "The URL may be gone to.")
  static let urlInvalid = ConditionReason(
    "RemoteURLValidated", "RemoteURLInvalid",
    "The URL is no URL, or leads where nobody may be led; the message says why.")

  static let groupValid = ConditionReason("GroupRefValidated", "GroupRefIsValid", "The group exists.")
  static let groupNotFound = ConditionReason(
    "GroupRefValidated", "GroupRefNotFound", "The namespace has no MCPGroup of this name.")

  static let authValid = ConditionReason(
    "ExternalAuthConfigValidated", "AuthConfigValid", "The MCPExternalAuthConfig exists.")
  static let authNotFound = ConditionReason(
    "ExternalAuthConfigValidated", "AuthConfigNotFound", "The namespace has no MCPExternalAuthConfig of this name.")
  static let authNotConfigured = ConditionReason(
    "ExternalAuthConfigValidated", "AuthConfigNotConfigured", "The entry names none.")

  static let bundleValid = ConditionReason("CABundleRefValidated", "CABundleRefValid", "The ConfigMap exists.")
  static let bundleNotFound = ConditionReason(
    "CABundleRefValidated", "CABundleRefNotFound", "The namespace has no ConfigMap of this name.")
  static let bundleNotConfigured = ConditionReason(
    "CABundleRefValidated", "CABundleRefNotConfigured", "The entry names none.")

  static let headersValid = ConditionReason(
    "HeaderSecretRefsValidated", "HeaderSecretsValid", "Every Secret with a header's value exists and has its key.")
  static let headersNotFound = ConditionReason(
    "HeaderSecretRefsValidated", "HeaderSecretNotFound", "A Secret with a header's value, or its key, does not exist.")

  static let supported = ConditionReason(
    "ConfigurationSupported", "ConfigurationSupported", "Virtual servers of the group reach the server.")
  static let notSupported = ConditionReason(
    "ConfigurationSupported", "FieldsRefused",
    "Virtual servers of the group do not reach the server: what the message names is not supported in this version.")

  static let all = [
    valid, invalid, urlValid, urlInvalid, groupValid, groupNotFound, authValid, authNotFound, authNotConfigured,
    bundleValid, bundleNotFound, bundleNotConfigured, headersValid, headersNotFound, supported, notSupported,
  ]
}
