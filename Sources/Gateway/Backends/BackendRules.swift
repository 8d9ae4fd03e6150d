import GatewayDocument
import HTTP
import JSON

/// What kinds of backends can be spoken to.
enum BackendRules {
  /// Where each backend is, in the document's order; what cannot be spoken to goes to `problems`.
  static func urls(_ configuration: GatewayConfiguration, _ problems: inout [JSONProblem]) -> [HTTPURL?] {
    configuration.backends.enumerated().map { index, backend in
      let path = "backends[\(index)]"
      guard let url = HTTPURL(backend.url), url.userInfo == nil, url.fragment == nil else {
        problems.append(JSONProblem(path: path + ".url", message: "is not a URL without credentials and fragment"))
        return nil
      }
      guard ["http", "https"].contains(url.scheme) else {
        problems.append(JSONProblem(path: path + ".url", message: "only http and https backends are spoken to"))
        return nil
      }
      return url
    }
  }
}
