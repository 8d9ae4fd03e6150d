/// Text made safe to stand in an HTML page.
package enum HTMLEscaping {
  /// Escapes what has a meaning in element content and in quoted attributes. Scalar by scalar: as a `Character`, `<` can
  /// hide in a cluster with the letter before or the mark after it, and a browser sees it all the same.
  package static func escape(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
