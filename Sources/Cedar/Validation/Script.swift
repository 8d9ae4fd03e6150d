/// The scripts that policies are likely to be written in; letters of others are taken to go with any.
enum Script: Sendable {
  case latin, greek, cyrillic, armenian, hebrew, arabic, devanagari, bengali, tamil, thai, georgian, cherokee
  case hangul, hiragana, katakana, bopomofo, han

  /// Whether all letters can be of one script. Han goes with the scripts of Chinese, Japanese and Korean, the two kana
  /// with each other (Unicode Technical Standard 39, section 5.1).
  static func isSingle(_ text: CedarString) -> Bool {
    var seen: Set<Script> = []
    for scalar in text.string.unicodeScalars where scalar.value < 0x80 || scalar.properties.isAlphabetic {
      if let script = Script(of: scalar) { seen.insert(script) }
    }
    if seen.count < 2 { return true }
    return seen.isSubset(of: [.han, .hiragana, .katakana]) || seen == [.han, .hangul] || seen == [.han, .bopomofo]
  }

  init?(of scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x250...0x2AF, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA7FF:
      self = .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: self = .cyrillic
    case 0x530...0x58F: self = .armenian
    case 0x590...0x5FF: self = .hebrew
    case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF: self = .arabic
    case 0x900...0x97F: self = .devanagari
    case 0x980...0x9FF: self = .bengali
    case 0xB80...0xBFF: self = .tamil
    case 0xE00...0xE7F: self = .thai
    case 0x10A0...0x10FF, 0x1C90...0x1CBF: self = .georgian
    case 0x13A0...0x13FF, 0xAB70...0xABBF: self = .cherokee
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xAC00...0xD7FF: self = .hangul
    case 0x3041...0x309F: self = .hiragana
    case 0x30A0...0x30FF, 0x31F0...0x31FF: self = .katakana
    case 0x3105...0x312F, 0x31A0...0x31BF: self = .bopomofo
    case 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x323AF: self = .han
    default: return nil
    }
  }
}
