import JSON

/// One key of a ring: where its value stands in the gateway's Secret, and when it became what. Times are seconds since 1970.
struct RingKey: JSONRecord, Equatable {
  /// The key of the Secret's data: `signing-3`.
  var name = ""
  var made = 0
  /// When it began to be used; `nil` while it is the next one.
  var activated: Int?
  /// When another took its place; `nil` while it is used.
  var retired: Int?

  init() {}

  init(name: String, made: Int) {
    self.name = name
    self.made = made
  }

  static let fields: [JSONField<RingKey>] = [
    JSONField("name", \.name),
    JSONField("made", \.made),
    JSONField("activated", \.activated),
    JSONField("retired", \.retired),
  ]
}
