import GatewayDocument

/// What is said of what replicas share.
struct StorageDecision {
  let storage: StorageConfiguration?
  let replicas: Int

  func state(_ conditions: inout Conditions) {
    if storage?.kind == .redis {
      conditions.holds(
        VirtualMCPServerReason.storageShared, "Replicas share in Redis what was used and what is revoked")
    } else if replicas > 1 {
      conditions.fails(
        VirtualMCPServerReason.storageOfReplicas,
        "spec.replicas is \(replicas), and each replica remembers for itself which codes and refresh tokens were used "
          + "and what clients revoke: a stolen one that is presented to another replica is not noticed, and what a "
          + "client revokes is revoked at one. spec.authServerConfig.storage of type redis shares it")
    }
  }
}
