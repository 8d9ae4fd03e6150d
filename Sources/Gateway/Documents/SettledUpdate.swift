/// Tells updates that two reads in a row agree on, each once.
struct SettledUpdate {
  private var seen: DocumentUpdate?
  private var reported: DocumentUpdate?
  /// Whether the last two reads agreed.
  private(set) var isSettled = false

  /// - Returns: what is to be reported after this read, if anything.
  mutating func take(_ update: DocumentUpdate) -> DocumentUpdate? {
    isSettled = update == seen
    seen = update
    guard isSettled, update != reported else { return nil }
    reported = update
    return update
  }
}
