/// How a policy came of a template.
package struct TemplateLink: Sendable, Hashable {
  package let templateID: String
  package let values: [Slot: EntityUID]
}
