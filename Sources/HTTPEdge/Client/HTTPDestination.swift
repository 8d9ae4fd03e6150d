/// Where connections lead and how: those of one destination can stand in for each other.
struct HTTPDestination: Hashable, Sendable, CustomStringConvertible {
  /// What is connected to.
  let endpoint: HTTPEndpoint
  /// `nil` for plain http.
  var security: HTTPClientSecurity?
  /// Whom the certificate must be for: the host of the URL, wherever that was found to be. Empty for plain http.
  var name = ""

  var description: String { name.isEmpty ? endpoint.description : "\(name) at \(endpoint)" }
}
