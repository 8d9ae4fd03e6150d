import HTTP
import HTTPEdge
import OutgoingAuthentication

extension BackendClient {
  /// Sends one HTTP request. Of the client's own only the fields go along that the configuration lists: never its
  /// credentials. Then come the gateway's fields, what the configuration adds, and the credential; each replaces what came
  /// before it. Credentials belong to requests and never to connections, so requests of several people may come one after
  /// the other on one connection.
  func send(
    _ method: String, _ url: HTTPURL, _ own: HTTPHeaders, _ body: [UInt8], _ timeout: Duration,
    isReplayable: Bool = false
  ) async throws(BackendFailure) -> HTTPClientResponse {
    var headers = audience.passed
    if headers.fields.isEmpty { headers = own } else { for field in own.fields { headers[field.name] = field.value } }
    headers["User-Agent"] = "vmcp/\(identity.version)"
    let credential: Credential
    do throws(CredentialFailure) {
      credential = try await backend.authenticator.credential(for: audience.caller)
    } catch {
      throw failure(error)
    }
    let plain = CredentialedRequest(method: method, url: url, headers: headers, body: body)
    for field in backend.authenticator.fields(for: plain, credential).fields { headers[field.name] = field.value }
    let request = HTTPClientRequest(
      method: method, url: url, headers: headers, body: body, isReplayable: isReplayable, security: backend.security)
    do {
      return try await http.execute(request, timeout: timeout)
    } catch {
      throw failure(error)
    }
  }

  func failure(_ error: CredentialFailure) -> BackendFailure {
    switch error.code {
    case .loginRequired: failure(.loginRequired, error.reason)
    case .refused, .notEntitled: failure(.credentialRefused, error.reason)
    case .storageUnavailable: failure(.loginsUnavailable, error.reason)
    case .unavailable, .invalidAnswer: failure(.credentialUnavailable, error.reason)
    }
  }

  func failure(_ error: any Error) -> BackendFailure {
    guard let error = error as? HTTPClientError else { return failure(.unreachable, "\(error)") }
    switch error.code {
    case .timedOut: return failure(.timedOut, error.reason)
    case .untrusted: return failure(.untrusted, error.reason)
    case .tooLarge: return failure(.tooLarge, error.reason)
    case .malformed: return failure(.invalidAnswer, error.reason)
    case .connectFailed, .noResponse, .closed, .unsupportedScheme, .invalidRequest, .shutDown:
      return failure(.unreachable, error.reason)
    }
  }

  func failure(_ code: BackendFailure.Code, _ detail: String) -> BackendFailure {
    BackendFailure(code, backend.name, detail)
  }
}
