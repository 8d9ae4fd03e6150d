import JSON

/// `metav1.Condition`: one thing that is known about an object.
package struct Condition: JSONRecord, Hashable {
  package enum Status: String, JSONEnumeration {
    case `true` = "True"
    case `false` = "False"
    case unknown = "Unknown"
  }

  package var type = ""
  package var status = Status.unknown
  /// The generation of the spec that this speaks of.
  package var observedGeneration: Int?
  /// When `status` last changed: RFC 3339.
  package var lastTransitionTime = ""
  /// One word in CamelCase for programs.
  package var reason = ""
  /// For people; may be empty.
  package var message = ""

  package init() {}

  package init(
    _ type: String, _ status: Status, reason: String, message: String = "", observedGeneration: Int? = nil
  ) {
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
    JSONField("observedGeneration", \.observedGeneration, "The metadata.generation that this speaks of.") {
      $0.format = "int64"
      $0.minimum = 0
    },
    JSONField("lastTransitionTime", \.lastTransitionTime, "When the status last changed.") { $0.format = "date-time" },
    JSONField("reason", \.reason, "One word in CamelCase for programs.") {
      $0.minLength = 1
      $0.maxLength = 1024
      $0.pattern = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$"
    },
    JSONField("message", \.message, "For people; may be empty.") { $0.maxLength = 32768 },
  ]
}
