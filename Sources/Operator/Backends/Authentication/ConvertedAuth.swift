import GatewayDocument
import Resources

/// An MCPExternalAuthConfig in the document's words, and the secret values that go with it.
struct ConvertedAuth: Equatable {
  var authentication = BackendAuthentication()
  /// By the key that the document names them by.
  var secrets: [String: SecretValue] = [:]
}
