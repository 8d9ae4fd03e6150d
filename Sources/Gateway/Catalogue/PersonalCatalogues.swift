import Synchronization

/// The catalogues of people at backends that show each their own tools, made anew when something in them has changed.
/// The memory is bounded.
final class PersonalCatalogues: Sendable {
  static let limit = 256

  private let known: Mutex<[String: (revisions: [Int], catalogue: Catalogue)]> = Mutex([:])

  /// - Parameters:
  ///   - key: the person's.
  ///   - revisions: of everything that the catalogue is made of.
  func catalogue(_ key: String, _ revisions: [Int], make: () -> Catalogue) -> Catalogue {
    if let known = known.withLock({ $0[key] }), known.revisions == revisions { return known.catalogue }
    let catalogue = make()
    known.withLock { known in
      if known.count >= Self.limit, known[key] == nil, let other = known.keys.first { known[other] = nil }
      known[key] = (revisions, catalogue)
    }
    return catalogue
  }
}
