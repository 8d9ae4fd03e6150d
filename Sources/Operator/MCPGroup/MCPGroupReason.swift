/// The condition reasons of MCPGroups.
package enum MCPGroupReason {
  static let checked = ConditionReason(
    "MCPServersChecked", "ListMCPServersCheckSucceeded", "The group's members were counted.")
  static let invalid = ConditionReason(
    "MCPServersChecked", "ListMCPServersCheckFailed", "The group itself cannot be read; the message says where.")

  static let all = [checked, invalid]
}
