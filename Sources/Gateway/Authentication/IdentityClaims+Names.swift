import JSON
import Policy

extension IdentityClaims {
  /// The names of all claims that are there, sorted: what can be logged of them.
  var names: [String] {
    let claims =
      switch self {
      case .gateway(let claims): claims.keys
      case .upstream(let access, let id): (access?.keys ?? []) + (id?.keys ?? [])
      }
    return Set(claims).sorted()
  }

  /// The claims of each token, those that count first first.
  var objects: [JSONObject] {
    switch self {
    case .gateway(let claims): [claims]
    case .upstream(let access, let id): [access, id].compactMap { $0 }
    }
  }
}
