/// The declaration of an action.
package struct ActionDefinition: Sendable, Hashable {
  /// An action group; without a type it is an action of the same namespace, or of the empty one.
  package struct Reference: Sendable, Hashable {
    package let type: SchemaName?
    package let id: CedarString
    package let origin: SchemaOrigin

    package init(_ type: SchemaName?, _ id: CedarString, _ origin: SchemaOrigin = SchemaOrigin()) {
      self.type = type
      self.id = id
      self.origin = origin
    }
  }

  /// What the action is for.
  package struct Application: Sendable, Hashable {
    package let principals: [SchemaName]
    package let resources: [SchemaName]
    /// A record, or the name of one; `nil` for an empty record.
    package let context: TypeExpression?

    package init(principals: [SchemaName], resources: [SchemaName], context: TypeExpression?) {
      self.principals = principals
      self.resources = resources
      self.context = context
    }
  }

  package let id: CedarString
  package let origin: SchemaOrigin
  package let parents: [Reference]
  /// `nil` when it is for nothing, as a group of actions is.
  package let application: Application?
  package let annotations: [Annotation]

  package init(
    _ id: CedarString, _ origin: SchemaOrigin = SchemaOrigin(), parents: [Reference] = [],
    application: Application? = nil, annotations: [Annotation] = []
  ) {
    self.id = id
    self.origin = origin
    self.parents = parents
    self.application = application
    self.annotations = annotations
  }
}
