/// Why a backend gave no answer.
struct BackendFailure: Error, Sendable, CustomStringConvertible {
  enum Code: String, Sendable {
    /// No connection could be made, or it broke.
    case unreachable
    case timedOut
    /// Whoever answers has no certificate of a trusted authority for its name.
    case untrusted
    /// It wants credentials that it was not given.
    case unauthorized
    /// It answered with an HTTP error.
    case refused
    /// It no longer knows the session.
    case sessionLost
    /// What it answered is not MCP.
    case invalidAnswer
    case tooLarge
    /// The caller's tokens for it are gone: a new login brings others.
    case loginRequired
    /// There is no credential for the caller, and a login would not bring one.
    case credentialRefused
    /// Whoever would give the credential does not answer.
    case credentialUnavailable
    /// The gateway's own memory of logins does not answer.
    case loginsUnavailable

    /// Whether it says something of the caller and nothing of the backend.
    var isOfCaller: Bool {
      switch self {
      case .unauthorized, .loginRequired, .credentialRefused: true
      case .unreachable, .timedOut, .untrusted, .refused, .sessionLost, .invalidAnswer, .tooLarge,
        .credentialUnavailable,
        .loginsUnavailable:
        false
      }
    }
  }

  let code: Code
  let backend: String
  /// For the log; it may name addresses, never credentials.
  let detail: String

  init(_ code: Code, _ backend: String, _ detail: String) {
    self.code = code
    self.backend = backend
    self.detail = detail
  }

  /// For clients: it names the backend and what is wrong with it, and nothing of the inside.
  var publicText: String {
    switch code {
    case .unreachable: "The backend \"\(backend)\" cannot be reached at the moment."
    case .timedOut: "The backend \"\(backend)\" did not answer in time."
    case .untrusted: "The backend \"\(backend)\" has no certificate that the gateway trusts."
    case .unauthorized: "The backend \"\(backend)\" refused the gateway's credentials."
    case .refused: "The backend \"\(backend)\" refused the request."
    case .sessionLost: "The backend \"\(backend)\" keeps losing its session."
    case .invalidAnswer: "The backend \"\(backend)\" gave an answer that is not valid MCP."
    case .tooLarge: "The backend \"\(backend)\" gave an answer that is too large."
    case .loginRequired: "The backend \"\(backend)\" needs you to log in again."
    case .credentialRefused: "The gateway was given no credentials of yours for the backend \"\(backend)\"."
    case .credentialUnavailable, .loginsUnavailable:
      "The gateway cannot get credentials for the backend \"\(backend)\" at the moment."
    }
  }

  var description: String { "backend \"\(backend)\": \(code.rawValue): \(detail)" }
}
