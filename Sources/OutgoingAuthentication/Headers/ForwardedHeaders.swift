import GatewayDocument
import HTTP

/// The fields of clients' requests that go to backends: those of a list, and nothing else. What a backend receives of
/// the gateway's own, its credentials above all, comes later and replaces them.
package struct ForwardedHeaders: Sendable {
  /// What all of them may hold together, in bytes.
  static let limit = 32_768

  private let names: [String]

  /// - Parameter names: any that must not be forwarded is left out, whoever listed it.
  package init(_ names: [String]) {
    var known: Set<String> = []
    self.names = names.filter {
      BackendHeaderRules.passthroughProblem($0) == nil && known.insert($0.lowercased()).inserted
    }
  }

  package var isEmpty: Bool { names.isEmpty }

  /// Of a name that stands more than once the first counts; a value that no field can carry is left out.
  package func fields(of request: HTTPHeaders) -> HTTPHeaders {
    var result = HTTPHeaders()
    var size = 0
    for name in names {
      guard let value = request[name], BackendHeaderRules.valueProblem(value.utf8) == nil else { continue }
      size += name.utf8.count + value.utf8.count
      guard size <= Self.limit else { break }
      result.add(name, value)
    }
    return result
  }
}
