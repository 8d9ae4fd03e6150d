/// What stands in braces in the mapping of an image.
struct Placeholders {
  /// By name and by number.
  let ports: [String: Int]
  /// From mount path to directory.
  let mounts: [String: String]
  let words: [String: String]

  /// - Throws: for a port or mount that the container does not have. Braces around anything else stay.
  func fill(_ text: String) throws(PodProblem) -> String {
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let inside = String(rest[rest.index(after: open)..<close])
      result += try value(inside) ?? "{\(inside)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Puts directories in the place of mount paths: a path counts where it is followed by `/` or by the end of a word.
  func rewriteMounts(_ text: String) -> String {
    var text = text
    for (path, directory) in mounts.sorted(by: { $0.key.count > $1.key.count }) where !path.isEmpty {
      var result = ""
      var rest = Substring(text)
      while let range = rest.firstRange(of: path) {
        let next = rest[range.upperBound...].first
        let isWhole = next == nil || !(next?.isLetter == true || next?.isNumber == true || "-_.".contains(next ?? "/"))
        result += rest[..<range.lowerBound] + (isWhole ? Substring(directory) : Substring(path))
        rest = rest[range.upperBound...]
      }
      text = result + rest
    }
    return text
  }

  /// The names of placeholders of a kind: `8080` of `{port:8080}`.
  static func names(_ text: String, _ kind: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      guard part.hasPrefix(kind + ":"), let close = part.firstIndex(of: "}") else { return nil }
      return String(part[..<close].dropFirst(kind.count + 1))
    }
  }

  private func value(_ inside: String) throws(PodProblem) -> String? {
    if let word = words[inside] { return word }
    if inside.hasPrefix("port:") {
      let name = String(inside.dropFirst(5))
      guard let port = ports[name] else { throw .configuration("the container has no port \"\(name)\"") }
      return String(port)
    }
    if inside.hasPrefix("mount:") {
      let path = String(inside.dropFirst(6))
      guard let directory = mounts[path] else { throw .configuration("the container has no mount at \(path)") }
      return directory
    }
    return nil
  }
}
