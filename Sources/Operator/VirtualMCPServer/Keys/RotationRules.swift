/// When keys of one use take turns. All times are in seconds.
struct RotationRules: Sendable, Equatable {
  /// How long a key is used before the next one takes its place; `nil` for a key that stays until somebody asks.
  var interval: Int?
  /// How long a key is still accepted after it was replaced: the life of what was made with it, and some leeway.
  var overlap: Int
  /// Whether the last replaced key is accepted until the next rotation, however long that takes.
  var keepsLast = false

  /// How long every replica has to learn of a key before it is used.
  static let settling = 60
  /// How long a value stays in the Secret after the document stopped naming it, so that whoever reads the two at different moments
  /// never misses one.
  static let grace = 60
  /// More keys than this are not held; a rotation waits until one is done with.
  static let limit = 8
}
