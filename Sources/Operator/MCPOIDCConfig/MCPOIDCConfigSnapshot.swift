import Kubernetes
import Resources

/// What is known of one MCPOIDCConfig.
package struct MCPOIDCConfigSnapshot: Sendable {
  package var config: ResourceObject<MCPOIDCConfig>

  /// `nil` where there is no such object.
  package init?(_ key: ObjectKey, from reader: some ObjectReader) {
    guard let object = reader.find(.mcpOIDCConfigs, key) else { return nil }
    config = ResourceObject(reading: object.json)
  }
}
