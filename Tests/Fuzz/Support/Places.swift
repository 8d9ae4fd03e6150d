import Cedar

/// That a place is one of the text, counted right.
func requirePlace(_ place: SourcePosition, in text: String) {
  require(place.offset <= text.utf8.count, "\(place) is in the text")
  let counted = SourcePosition(offset: place.offset, in: text.utf8)
  require(place == counted, "\(place) has the line and column of its offset")
}
