/// The condition reasons of VirtualMCPServers.
package enum VirtualMCPServerReason {
  static let ready = ConditionReason(
    "Ready", "DeploymentReady",
    "The gateway serves the configuration of this spec, be it with pods of an earlier template: see DeploymentReady.")
  static let notReady = ConditionReason("Ready", "DeploymentNotReady", "No gateway pod is available yet.")
  static let failed = ConditionReason(
    "Ready", "DeploymentFailed", "Kubernetes makes no progress with the gateway's pods.")
  static let refused = ConditionReason(
    "Ready", "ConfigurationRefused",
    "The spec cannot be served; another condition says why, and the last good configuration stays as it is.")
  static let applyFailed = ConditionReason(
    "Ready", "ApplyFailed", "One of the gateway's objects could not be written; the message says which and why.")
  static let backendsUnavailable = ConditionReason(
    "Ready", "BackendsUnavailable", "The gateway runs, but none of its backends does.")
  static let backendsDegraded = ConditionReason(
    "Ready", "BackendsDegraded", "The gateway runs, but some of its backends do not.")

  static let backendsPending = ConditionReason(
    "Ready", "BackendsPending", "The gateway runs and has not looked at its backends yet.")
  static let notServed = ConditionReason(
    "Ready", "ConfigurationNotServed",
    "The gateway runs, but serves an earlier configuration than the one it was given; see ConfigurationServed.")

  static let backendsDiscovered = ConditionReason(
    "BackendsDiscovered", "BackendsDiscovered", "The group's members were counted; the message says how many.")
  static let degraded = ConditionReason(
    "Degraded", "BackendsDegraded", "Some backends do not answer the gateway; absent where all do.")

  static let served = ConditionReason(
    "ConfigurationServed", "ConfigurationServed", "The gateway says that it serves what was made of this spec.")
  static let olderServed = ConditionReason(
    "ConfigurationServed", "OlderConfigurationServed",
    "The gateway serves another document than the one that was written; the message has the hashes of both.")
  static let documentRefused = ConditionReason(
    "ConfigurationServed", "ConfigurationRefusedByGateway",
    "The gateway refuses the document and serves an earlier one; the message has its reasons.")
  static let gatewayNotAnswering = ConditionReason(
    "ConfigurationServed", "GatewayNotAnswering",
    "Unknown: the operator gets no status from the gateway, and takes backends for what their servers say.")

  static let deploymentReady = ConditionReason(
    "DeploymentReady", "DeploymentReady", "A gateway pod is available, and no rollout is stuck.")
  static let deploymentNotReady = ConditionReason(
    "DeploymentReady", "DeploymentNotReady",
    "No gateway pod is available yet, or Kubernetes has not looked at the Deployment's latest change yet.")
  static let deploymentFailed = ConditionReason(
    "DeploymentReady", "DeploymentFailed",
    "Kubernetes makes no progress with the pods, even if earlier ones still serve; the message is its own.")

  static let valid = ConditionReason("Valid", "ValidationSucceeded", "The spec can be read and holds together.")
  static let invalid = ConditionReason(
    "Valid", "ValidationFailed", "A field is missing, unknown or contradicts another; the message names it.")

  static let supported = ConditionReason(
    "ConfigurationSupported", "ConfigurationSupported", "Everything that the spec asks for is done.")
  static let leftOut = ConditionReason(
    "ConfigurationSupported", "FieldsNotSupported",
    "Some fields have no effect in this version; the message names them.")
  static let fieldsRefused = ConditionReason(
    "ConfigurationSupported", "FieldsRefused",
    "Fields that decide who may do what are not supported in this version, so nothing was changed.")

  static let podTemplateValid = ConditionReason(
    "PodTemplateSpecValid", "PodTemplateSpecValid", "podTemplateSpec was merged into the pod.")
  static let podTemplateInvalid = ConditionReason(
    "PodTemplateSpecValid", "InvalidPodTemplateSpec", "podTemplateSpec cannot be merged; the message says where.")

  static let groupValid = ConditionReason("GroupRefValidated", "GroupRefValid", "The group exists.")
  static let groupNotFound = ConditionReason(
    "GroupRefValidated", "GroupRefNotFound", "The namespace has no MCPGroup of this name.")

  static let oidcValid = ConditionReason(
    "OIDCConfigRefValidated", "OIDCConfigRefValid", "The MCPOIDCConfig exists and is valid.")
  static let oidcNotFound = ConditionReason(
    "OIDCConfigRefValidated", "OIDCConfigRefNotFound", "The namespace has no MCPOIDCConfig of this name.")
  static let oidcNotValid = ConditionReason(
    "OIDCConfigRefValidated", "OIDCConfigRefNotValid", "The MCPOIDCConfig exists but cannot be used.")

  static let authzRefValid = ConditionReason(
    "AuthzConfigRefValidated", "AuthzConfigRefValid", "The MCPAuthzConfig exists, is valid and of type cedarv1.")
  static let authzRefNotFound = ConditionReason(
    "AuthzConfigRefValidated", "AuthzConfigRefNotFound", "The namespace has no MCPAuthzConfig of this name.")
  static let authzRefNotValid = ConditionReason(
    "AuthzConfigRefValidated", "AuthzConfigRefNotValid",
    "The MCPAuthzConfig exists but cannot be used; the old policies keep deciding.")

  static let telemetryRefValid = ConditionReason(
    "TelemetryConfigRefValidated", "TelemetryConfigRefValid", "The MCPTelemetryConfig exists and is valid.")
  static let telemetryRefNotFound = ConditionReason(
    "TelemetryConfigRefValidated", "TelemetryConfigRefNotFound", "The namespace has no MCPTelemetryConfig of this name."
  )
  static let telemetryRefInvalid = ConditionReason(
    "TelemetryConfigRefValidated", "TelemetryConfigRefInvalid", "The MCPTelemetryConfig exists but cannot be used.")

  static let compositeRefsValid = ConditionReason(
    "CompositeToolRefsValidated", "CompositeToolRefsValid", "Every definition of a composite tool exists and is valid.")
  static let compositeRefNotFound = ConditionReason(
    "CompositeToolRefsValidated", "CompositeToolRefNotFound",
    "The namespace has no VirtualMCPCompositeToolDefinition of this name.")
  static let compositeRefInvalid = ConditionReason(
    "CompositeToolRefsValidated", "CompositeToolRefInvalid",
    "A definition cannot be used, or two composite tools have one name.")

  /// Also of `BackendAuthConfig-<backend>` and `DiscoveredAuthConfig-<workload>`.
  static let conversionSucceeded = ConditionReason(
    "DefaultAuthConfig", "ConversionSucceeded",
    "Backends can be authenticated to like this. Also BackendAuthConfig-<backend> and DiscoveredAuthConfig-<workload>.")
  static let conversionFailed = ConditionReason(
    "DefaultAuthConfig", "ConversionFailed",
    "Backends cannot be authenticated to like this, so they are not reached. Also BackendAuthConfig-<backend> and "
      + "DiscoveredAuthConfig-<workload>.")
  static let ambiguousSubject = ConditionReason(
    "DefaultAuthConfig", "AmbiguousSubjectProvider",
    "There are several upstream providers, and nothing says whose token is used, so backends are not reached. Also "
      + "BackendAuthConfig-<backend> and DiscoveredAuthConfig-<workload>.")
  static let authConfigInvalid = ConditionReason(
    "DefaultAuthConfig", "ValidationFailed",
    "The MCPExternalAuthConfig is not valid, so backends are not reached. Also BackendAuthConfig-<backend> and "
      + "DiscoveredAuthConfig-<workload>.")

  static let authServerValid = ConditionReason(
    "AuthServerConfigValidated", "AuthServerConfigValid", "The embedded authorization server can run like this.")
  static let authServerInvalid = ConditionReason(
    "AuthServerConfigValidated", "AuthServerConfigInvalid",
    "Issuer, audience, redirect URI, lifespans or upstream providers do not fit together; the message has both sides.")

  static let authValid = ConditionReason(
    "AuthConfigured", "AuthValid", "Authentication, policies and secrets were compiled and handed to the gateway.")
  static let authzNotConfigured = ConditionReason(
    "AuthConfigured", "AuthzNotConfigured",
    "Authentication was handed to the gateway, but there is no authzConfig: whoever comes in may call every tool.")
  static let authNotWritten = ConditionReason(
    "AuthConfigured", "ApplyFailed",
    "Unknown: everything compiles, but could not be written; what the gateway was given before keeps deciding.")
  static let authInvalid = ConditionReason(
    "AuthConfigured", "AuthInvalid", "The authorization settings cannot be used; the message says which.")
  static let policySyntax = ConditionReason(
    "AuthConfigured", "AuthzPolicySyntaxInvalid",
    "A Cedar policy does not compile; the message has its index, line and column, and the old policies keep deciding.")
  static let configMapNotFound = ConditionReason(
    "AuthConfigured", "AuthzConfigMapNotFound", "The ConfigMap with the policies, or its key, does not exist.")
  static let configMapInvalid = ConditionReason(
    "AuthConfigured", "AuthzConfigMapInvalid", "The ConfigMap holds no policy document of type cedarv1.")
  static let secretNotFound = ConditionReason(
    "AuthConfigured", "SecretNotFound", "A referenced Secret does not exist.")
  static let secretKeyNotFound = ConditionReason(
    "AuthConfigured", "SecretKeyNotFound", "A referenced Secret exists but has no such key.")
  static let secretInvalid = ConditionReason(
    "AuthConfigured", "SecretInvalid", "A referenced Secret's value cannot be what it is used for.")
  static let upstreamUnknown = ConditionReason(
    "AuthConfigured", "AuthzUpstreamUnknown", "primaryUpstreamProvider names none of the upstream providers.")
  static let upstreamAutoSelected = ConditionReason(
    "AuthzUpstreamSelectionWarning", "AuthzUpstreamAutoSelected",
    "True: several providers and no primaryUpstreamProvider; policies read the claims of the first.")
  static let synthesized = ConditionReason(
    "IdentitySynthesized", "OAuth2UpstreamWithoutUserInfo",
    "True: a plain OAuth 2.0 provider says nothing of people, so each login is a new person.")
  static let identified = ConditionReason(
    "IdentitySynthesized", "AllUpstreamsHaveUserInfo", "False: every provider says who people are.")
  static let primaryNeedsServer = ConditionReason(
    "AuthConfigured", "AuthzPrimaryProviderRequiresAuthServer",
    "primaryUpstreamProvider is set without an embedded authorization server.")

  static let storageShared = ConditionReason(
    "StorageShared", "SharedInRedis",
    "What was used and what is revoked lies in Redis; every replica knows of a revocation within a second.")
  static let storageOfReplicas = ConditionReason(
    "StorageShared", "KeptPerReplica",
    "Several replicas run without shared storage: reuse of codes and refresh tokens is noticed, and what clients revoke "
      + "is revoked, at one of them.")
  static let storageUnreachable = ConditionReason(
    "StorageShared", "RedisUnreachable",
    "A gateway cannot reach Redis: nobody can log in or refresh there, and it does not hear of new revocations; tokens "
      + "are still verified.")

  static let keysCurrent = ConditionReason(
    "KeysReady", "KeysCurrent",
    "The operator makes the gateway's keys; the message says which one signs and for how long.")
  static let keysGiven = ConditionReason(
    "KeysReady", "KeysGiven", "The gateway signs and seals with the keys of the Secrets that the spec names.")
  static let rotationPending = ConditionReason(
    "KeysReady", "RotationPending",
    "A rotation waits until every replica knows the next key; it takes a minute from the last one.")
  static let rotationInvalid = ConditionReason(
    "KeysReady", "RotationInvalid",
    "An annotation about the rotation cannot be followed; the keys rotate at the operator's own interval.")
  static let keysUnreadable = ConditionReason(
    "KeysReady", "KeysUnreadable",
    "What the gateway's Secret says about its keys cannot be read; nothing is changed, and the message says what helps."
  )

  static let all = [
    ready, notReady, failed, refused, applyFailed, backendsUnavailable, backendsDegraded, backendsPending,
    notServed, backendsDiscovered, degraded, served, olderServed, documentRefused, gatewayNotAnswering, deploymentReady,
    deploymentNotReady, deploymentFailed, valid, invalid, supported, leftOut, fieldsRefused, podTemplateValid,
    podTemplateInvalid,
    groupValid, groupNotFound, oidcValid, oidcNotFound, oidcNotValid, authzRefValid, authzRefNotFound, authzRefNotValid,
    telemetryRefValid, telemetryRefNotFound, telemetryRefInvalid, compositeRefsValid, compositeRefNotFound,
    compositeRefInvalid, conversionSucceeded, conversionFailed, ambiguousSubject, authConfigInvalid, authServerValid,
    authServerInvalid,
    authValid, authzNotConfigured, authNotWritten, authInvalid, policySyntax, configMapNotFound,
    configMapInvalid, secretNotFound, secretKeyNotFound, secretInvalid, upstreamUnknown, upstreamAutoSelected,
    synthesized, identified, primaryNeedsServer,
    keysCurrent, keysGiven, rotationPending, rotationInvalid, keysUnreadable,
    storageShared, storageOfReplicas, storageUnreachable,
  ]
}
