/// The secret values that a document refers to, by key: the data of one Secret, or the files of one folder.
package struct GatewaySecrets: Sendable, Equatable {
  private let values: [String: SecretValue]

  package init(_ values: [String: SecretValue] = [:]) { self.values = values }

  package subscript(key: String) -> SecretValue? { values[key] }

  /// The keys that a document needs and that are not here.
  package func missing(for configuration: GatewayConfiguration) -> [String] {
    configuration.neededSecrets.filter { values[$0] == nil }
  }
}
