/// The providers that a login goes through, one after the other. The first says who the person is; the primary one's
/// claims are what policies read.
struct UpstreamChain: Sendable {
  /// The most providers of a login.
  static let longest = 8

  /// Not empty.
  let providers: [UpstreamProvider]
  let primary: String
  /// Of all of them and of the choice of the primary one: a login that was made at others is not one at these.
  let binding: String

  /// - Parameter primary: the first when `nil`.
  /// - Returns: `nil` without providers, or when the primary is none of them.
  init?(_ providers: [UpstreamProvider], primary: String?) {
    guard let first = providers.first else { return nil }
    let primary = primary ?? first.configuration.name
    guard providers.contains(where: { $0.configuration.name == primary }) else { return nil }
    self.providers = providers
    self.primary = primary
    binding =
      providers.count == 1
      ? first.binding
      : ServerContext.digest((providers.map(\.binding) + [primary]).joined(separator: "\0"))
  }

  var first: UpstreamProvider { providers[0] }

  subscript(name name: String) -> UpstreamProvider? { providers.first { $0.configuration.name == name } }
  subscript(binding binding: String) -> UpstreamProvider? { providers.first { $0.binding == binding } }

  func isFirst(_ name: String) -> Bool { first.configuration.name == name }

  /// Whether what the provider says of the person counts: who they are, or what policies read.
  func matters(_ name: String) -> Bool { isFirst(name) || name == primary }
}
