/// Anything that can be watched.
package protocol WatchSource: Sendable {
  /// The events until the reading task is cancelled. Each call starts anew with everything there is.
  func events() -> any AsyncSequence<WatchEvent, Never>
}
