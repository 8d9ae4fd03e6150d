import HTTP
import Synchronization

/// Who may use the API, known by bearer tokens and by a secret path.
///
/// kubectl sends no token over plain HTTP, so its kubeconfig names a server address with a path that nobody can guess.
/// Who knows the path is the administrator, unless the request carries a token.
package final class AccessKeys: Sendable {
  /// The first part of the administrator's paths, without slashes.
  package let secretPath: String
  package let administratorToken: String
  private let identities: Mutex<[String: Identity]>

  package init() {
    secretPath = Self.random()
    administratorToken = Self.random()
    identities = Mutex([administratorToken: .administrator])
  }

  /// A token for an identity; each call makes another.
  package func issue(_ identity: Identity) -> String {
    let token = Self.random()
    identities.withLock { $0[token] = identity }
    return token
  }

  /// A token for a service account.
  package func issue(serviceAccount name: String, namespace: String) -> String {
    issue(.serviceAccount(name, namespace: namespace))
  }

  package func revoke(_ token: String) { identities.withLock { $0[token] = nil } }

  /// The request without the secret path, and who sends it; nobody when it bears neither path nor token.
  /// - Throws: 401 for a token that is not known.
  func admit(_ request: HTTPRequest) throws(APIStatus) -> (HTTPRequest, Identity?) {
    var request = request
    var identity: Identity?
    let prefix = "/" + secretPath
    if request.path == prefix || request.path.hasPrefix(prefix + "/") {
      request.path = String(request.path.dropFirst(prefix.count))
      if request.path.isEmpty { request.path = "/" }
      identity = .administrator
    }
    if let field = request.headers["Authorization"] {
      let words = field.split(separator: " ", maxSplits: 1)
      guard words.count == 2, words[0].lowercased() == "bearer",
        let known = identities.withLock({ $0[String(words[1])] })
      else { throw APIStatus(.unauthorized, "Unauthorized") }
      identity = known
    }
    return (request, identity)
  }

  /// 192 bits from the system's generator.
  private static func random() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    var generator = SystemRandomNumberGenerator()
    return String((0..<40).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
  }
}
