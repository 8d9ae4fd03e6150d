import HTTP

/// For how long an answer may be used again (RFC 9111 section 4.2), within bounds.
package enum DocumentLifetime {
  /// In seconds: nothing is fetched more often, whatever its server says.
  package static let minimum = 60
  /// In seconds.
  package static let maximum = 86_400

  /// - Parameter fallback: seconds, for an answer that does not say.
  package static func seconds(_ headers: HTTPHeaders, fallback: Int) -> Int {
    let directives = headers.values("Cache-Control").flatMap { $0.split(separator: ",") }.map { directive in
      directive.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.lowercased()
    }
    if directives.contains(where: { $0 == "no-store" || $0.hasPrefix("no-cache") }) { return minimum }
    func value(_ name: String) -> Int? {
      directives.first { $0.hasPrefix(name + "=") }.flatMap { Int($0.dropFirst(name.count + 1)) }
    }
    // A shared cache goes by s-maxage first.
    guard let age = value("s-maxage") ?? value("max-age"), age >= 0 else { return bounded(fallback) }
    let spent = headers["Age"].flatMap { Int($0) } ?? 0
    return bounded(age - min(max(0, spent), age))
  }

  private static func bounded(_ seconds: Int) -> Int { min(max(seconds, minimum), maximum) }
}
