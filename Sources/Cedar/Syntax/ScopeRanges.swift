/// Where the parts of a policy's scope are written.
package struct ScopeRanges: Sendable, Hashable {
  package let principal: SourceRange
  package let action: SourceRange
  package let resource: SourceRange

  package static let none = ScopeRanges(principal: .none, action: .none, resource: .none)
}
