/// Why a backend gave no answer.
struct BackendFailure: Error, Sendable, CustomStringConvertible {
  enum Code: String, Sendable {
    /// No connection could be made, or it broke.
    case unreachable
    case timedOut
    /// It wants credentials that it was not given.
    case unauthorized
    /// It answered with an HTTP error.
    case refused
    /// It no longer knows the session.
    case sessionLost
    /// What it answered is not MCP.
    case invalidAnswer
    case tooLarge
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
    case .unauthorized: "The backend \"\(backend)\" refused the gateway's credentials."
    case .refused: "The backend \"\(backend)\" refused the request."
    case .sessionLost: "The backend \"\(backend)\" keeps losing its session."
    case .invalidAnswer: "The backend \"\(backend)\" gave an answer that is not valid MCP."
    case .tooLarge: "The backend \"\(backend)\" gave an answer that is too large."
    }
  }

  var description: String { "backend \"\(backend)\": \(code.rawValue): \(detail)" }
}
