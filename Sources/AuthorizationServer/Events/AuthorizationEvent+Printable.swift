extension AuthorizationEvent {
  /// In characters.
  private static let longestText = 512

  /// The event fit for every log: strangers choose some of its texts, and none of them may end a line, colour a terminal or
  /// turn the direction of writing.
  var printable: AuthorizationEvent {
    var event = self
    event.clientName = clientName.map(Self.clean)
    event.subject = subject.map(Self.clean)
    event.user = user.map(Self.clean)
    event.upstream = upstream.map(Self.clean)
    event.error = error.map(Self.clean)
    event.reason = reason.map(Self.clean)
    event.remoteAddress = remoteAddress.map(Self.clean)
    return event
  }

  private static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(longestText) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
        result.append("?")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
