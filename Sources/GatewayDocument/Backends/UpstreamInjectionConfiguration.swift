import JSON

/// The access token that the caller's login got from a provider, as it is.
package struct UpstreamInjectionConfiguration: JSONRecord, Equatable {
  package var provider = ""

  package init() {}

  package init(provider: String) { self.provider = provider }

  package static let fields: [JSONField<UpstreamInjectionConfiguration>] = [
    JSONField("provider", \.provider, "The upstream's name.") { $0.minLength = 1 }
  ]
}
