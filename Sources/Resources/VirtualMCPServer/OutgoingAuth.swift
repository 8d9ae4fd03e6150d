import JSON

/// How the backends are authenticated to.
package struct OutgoingAuth: JSONRecord, Equatable {
  package enum Source: String, JSONEnumeration { case discovered, inline }

  package struct Backend: JSONRecord, Equatable {
    package enum Mode: String, JSONEnumeration { case discovered, externalAuthConfigRef }

    package var type = Mode.discovered
    package var externalAuthConfigRef: NameReference?

    package init() {}

    package static let fields: [JSONField<Backend>] = [
      JSONField("type", \.type, "discovered or externalAuthConfigRef."),
      JSONField("externalAuthConfigRef", \.externalAuthConfigRef, "The MCPExternalAuthConfig."),
    ]
  }

  package var source = Source.discovered
  package var `default`: Backend?
  package var backends: [String: Backend]?

  package init() {}

  package static let fields: [JSONField<OutgoingAuth>] = [
    JSONField("source", \.source, default: .discovered, "Where the backends' settings come from."),
    JSONField("default", \.default, "For backends that are not named."),
    JSONField("backends", \.backends, "By the backend's name."),
  ]
}
