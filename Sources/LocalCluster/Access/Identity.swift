/// Who asks.
package struct Identity: Sendable, Hashable {
  package let name: String
  package let groups: [String]

  /// May do everything.
  static let administrator = Identity(name: "local-admin", groups: ["system:masters", "system:authenticated"])

  static func serviceAccount(_ name: String, namespace: String) -> Identity {
    Identity(
      name: "system:serviceaccount:\(namespace):\(name)",
      groups: ["system:serviceaccounts", "system:serviceaccounts:\(namespace)", "system:authenticated"])
  }

  var isAdministrator: Bool { groups.contains("system:masters") }
}
