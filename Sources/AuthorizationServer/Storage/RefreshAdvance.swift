/// What a refresh family says to the token that is presented.
package enum RefreshAdvance: String, Sendable, Equatable {
  /// The token had not been used; it is now.
  case advanced
  /// The token was used a moment ago and its successor has not been: the answer was lost, or two processes of one
  /// client refresh together.
  case repeated
  /// The token was used before: somebody holds a copy. The family is revoked now.
  case reused
  /// The family had been revoked.
  case revoked
}
