/// Why a backend's authentication cannot be used as it is configured. It never contains a secret.
package struct OutgoingConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Within the backend's configuration.
  package let path: String
  package let reason: String

  package init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  package var description: String { path + ": " + reason }
}
