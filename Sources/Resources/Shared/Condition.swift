import JSON

/// One condition of a status, as `metav1.Condition` has it.
package struct Condition: JSONRecord, Equatable {
  package enum State: String, JSONEnumeration {
    case yes = "True"
    case no = "False"
    case unknown = "Unknown"
  }

  package var type = ""
  package var status = State.unknown
  package var reason = ""
  package var message = ""
  /// When `status` last changed, RFC 3339 in UTC.
  package var lastTransitionTime = ""
  package var observedGeneration: Int?

  package init() {}

  package init(_ type: String, _ status: State, reason: String, message: String, observedGeneration: Int) {
    self.type = type
    self.status = status
    self.reason = reason
    self.message = message
    self.observedGeneration = observedGeneration
  }

  package static let fields: [JSONField<Condition>] = [
    JSONField("type", \.type, "The condition's name in CamelCase.") {
      $0.maxLength = 316
      $0.pattern =
        #"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$"#
    },
    JSONField("status", \.status, "True, False or Unknown."),
    JSONField("reason", \.reason, "Why the status last changed, one word.") {
      $0.minLength = 1
      $0.maxLength = 1024
      $0.pattern = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$"
    },
    JSONField("message", \.message, "What people should know.", JSONSchema.maxLength(32_768)),
    JSONField("lastTransitionTime", \.lastTransitionTime, "When the status last changed.", JSONSchema.dateTime),
    JSONField("observedGeneration", \.observedGeneration, "The generation that the condition speaks of.") {
      $0.format = "int64"
      $0.minimum = 0
    },
  ]
}
