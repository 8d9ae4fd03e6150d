extension String {
  /// The range of the first occurrence of `text`.
  func range(of text: String) -> Range<Index>? { ranges(of: text).first }

  /// Where `text` begins at or after `start`.
  func range(of text: String, in start: Index) -> Index? { self[start...].ranges(of: text).first?.lowerBound }

  /// How often `text` occurs.
  func components(of text: String) -> Int { ranges(of: text).count }
}
