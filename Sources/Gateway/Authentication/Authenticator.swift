import HTTP
import OAuth

/// Says who a request comes from, by its fields alone.
protocol Authenticator: Sendable {
  func authenticate(_ headers: HTTPHeaders) throws(BearerRefusal) -> Caller
}

/// Lets everybody in as the same caller.
struct AnonymousAuthenticator: Authenticator {
  func authenticate(_ headers: HTTPHeaders) throws(BearerRefusal) -> Caller { .anonymous }
}
