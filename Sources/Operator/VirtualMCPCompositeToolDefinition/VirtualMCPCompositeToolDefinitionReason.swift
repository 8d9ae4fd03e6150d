/// The condition reasons of VirtualMCPCompositeToolDefinitions.
package enum VirtualMCPCompositeToolDefinitionReason {
  static let common = ConfigReasons(
    valid: "ValidationSucceeded", invalid: "ValidationFailed",
    "It cannot be read, or its steps do not fit together; status.validationErrors has all of it.")
  static let notRun = ConditionReason(
    "Ready", "CompositeToolsNotSupported", "Gateways do not run composite tools in this version; none is listed.")

  static let all = [common.valid, common.invalid, common.supported, common.notSupported, notRun]
}
