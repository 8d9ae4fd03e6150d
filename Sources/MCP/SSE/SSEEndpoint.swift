/// Where a server of MCP 2024-11-05 takes messages: what the event `endpoint` says. Only an endpoint of the stream's own
/// origin is taken: a server may not send its client's messages elsewhere.
package enum SSEEndpoint {
  /// - Parameters:
  ///   - reference: an absolute URL, or a path with or without its first slash.
  ///   - base: the stream's URL.
  /// - Returns: `nil` for another origin, or for what is no reference.
  package static func url(_ reference: String, base: String) -> String? {
    let isPlain = { (byte: UInt8) in byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") }
    guard !reference.isEmpty, reference.utf8.count <= 2048, reference.utf8.allSatisfy(isPlain),
      let scheme = base.firstRange(of: "://")
    else { return nil }
    let rest = base[scheme.upperBound...]
    let path = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    let origin = base[..<path]
    if reference.hasPrefix("//") { return nil }
    if reference.hasPrefix("/") { return origin + reference }
    if let mark = reference.firstRange(of: "://"),
      !reference[..<mark.lowerBound].contains(where: { "/?#".contains($0) })
    {
      let isSame = reference.hasPrefix(origin) && ["/", "?"].contains(reference.dropFirst(origin.count).first)
      return isSame ? reference : nil
    }
    let folder = base[path...].prefix { $0 != "?" && $0 != "#" }.lastIndex(of: "/")
    return base[..<(folder ?? path)] + "/" + reference
  }
}
