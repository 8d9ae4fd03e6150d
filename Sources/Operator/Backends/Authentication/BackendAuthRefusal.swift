import Resources

/// Why a backend cannot be authenticated to as its configuration says.
struct BackendAuthRefusal: Error {
  let message: String
  let reason: ConditionReason

  init(_ message: String, _ reason: ConditionReason = VirtualMCPServerReason.conversionFailed) {
    self.message = message
    self.reason = reason
  }
}
