import JSON

/// Who acts for a token's subject, the one who acts now first (RFC 8693 section 4.1): for the audit trail. A token comes from
/// an issuer that is trusted, its chain from whoever that one trusted, so it is bounded here once more.
package struct DelegationChain: Sendable, Equatable {
  package struct Actor: Sendable, Equatable {
    package let issuer: String?
    package let subject: String
  }

  package static let deepest = 10
  /// In characters.
  static let longestName = 256

  package private(set) var actors: [Actor] = []
  /// Whether it goes on after `actors`.
  package private(set) var isTruncated = false
  /// Whether a link names nobody.
  package private(set) var isMalformed = false

  /// - Parameter act: the claim; `nil` where nobody acts.
  package init?(act: JSONValue?) {
    guard let act else { return nil }
    var next: JSONValue? = act
    while let link = next {
      guard actors.count < Self.deepest else {
        isTruncated = true
        return
      }
      guard let subject = link["sub"]?.stringValue else {
        isMalformed = true
        return
      }
      actors.append(
        Actor(
          issuer: (link["iss"]?.stringValue).map { String($0.prefix(Self.longestName)) },
          subject: String(subject.prefix(Self.longestName))))
      next = link["act"]
    }
  }
}
