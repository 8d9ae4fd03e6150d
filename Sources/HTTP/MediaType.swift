/// Media types (RFC 9110 section 8.3.1).
package enum MediaType {
  /// The type and subtype of a field value, lower-cased and without parameters.
  package static func essence(_ value: String) -> String {
    let essence = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    return essence.trimming { $0 == " " || $0 == "\t" }.lowercased()
  }

  /// Whether an `Accept` value admits a type, counting `*/*` and `type/*`; parameters and weights are not looked at
  /// except that a weight of 0 refuses.
  package static func accepts(_ accept: String, _ type: String) -> Bool {
    let family = type.prefix { $0 != "/" } + "/*"
    return accept.split(separator: ",").contains { range in
      let name = essence(String(range))
      let isRefused = range.split(separator: ";").dropFirst().contains {
        ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0.trimming { $0 == " " })
      }
      return !isRefused && (name == type || name == "*/*" || name == family)
    }
  }
}

extension StringProtocol {
  func trimming(_ isTrimmed: (Character) -> Bool) -> String {
    String(drop(while: isTrimmed).reversed().drop(while: isTrimmed).reversed())
  }
}
