import JSON

/// The token that a person got from an upstream provider.
package struct UpstreamInjection: JSONRecord, Equatable {
  package var providerName = ""

  package init() {}

  package static let fields: [JSONField<UpstreamInjection>] = [
    JSONField("providerName", \.providerName, "The upstream provider.", JSONSchema.notEmpty)
  ]
}
