import HTTP

extension HTTPURL {
  /// A reference as it stands in `Location` or a form, resolved against this URL (RFC 3986 section 5.2, without dot
  /// segments).
  func resolving(_ reference: String) -> HTTPURL? {
    if reference.isEmpty { return self }
    if reference.hasPrefix("//") { return HTTPURL(scheme + ":" + reference) }
    if reference.hasPrefix("/") { return HTTPURL(origin + reference) }
    if reference.hasPrefix("?") { return HTTPURL(origin + (path.isEmpty ? "/" : path) + reference) }
    if reference.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") { return HTTPURL(reference) }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    return HTTPURL(origin + folder + reference)
  }
}
