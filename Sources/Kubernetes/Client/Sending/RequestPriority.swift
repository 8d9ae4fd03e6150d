/// Which requests go first when there are more than the API server is to get.
package enum RequestPriority: Int, Sendable, Comparable, CaseIterable {
  /// Never held back: a lease that is renewed late is lost.
  case lease
  case status
  case normal
  /// What people may miss.
  case event

  package static func < (left: RequestPriority, right: RequestPriority) -> Bool { left.rawValue < right.rawValue }

  init(_ kind: ResourceKind, subresource: String? = nil) {
    self =
      switch (kind, subresource) {
      case (.leases, _): .lease
      case (.events, _): .event
      case (_, "status"): .status
      default: .normal
      }
  }
}
