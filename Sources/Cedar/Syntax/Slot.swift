/// The places of a template that a link fills: `?principal` and `?resource`.
package enum Slot: String, Sendable, CaseIterable {
  case principal = "?principal"
  case resource = "?resource"
}
