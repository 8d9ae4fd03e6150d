import HTTP
import JSON
import OAuth

/// `POST /oauth/register` (RFC 7591): clients register themselves.
struct RegistrationEndpoint: Sendable {
  /// In characters, all together: the `client_id` holds them and travels in URLs.
  static let longestRedirectURIs = 4096

  let context: ServerContext
  let policy: RegistrationPolicy
  /// What is behind a proxy looks like one address.
  let addresses: AddressLimiter
  let all: TokenBucket

  init(context: ServerContext) {
    self.context = context
    policy = RegistrationPolicy(context.configuration)
    addresses = AddressLimiter(rate: 1, burst: 5, now: context.clock())
    all = TokenBucket(rate: 20, burst: 100, now: context.clock())
  }

  func respond(to http: HTTPRequest) -> HTTPResponse {
    var event = AuthorizationEvent(kind: .register)
    event.remoteAddress = http.remoteAddress
    defer { context.record(event) }
    guard addresses.take(http.remoteAddress, now: context.clock()), all.take(now: context.clock()) else {
      event.outcome = .refused
      event.reason = "rate limit exceeded"
      return .text("rate limit exceeded, retry later", status: 429, headers: ["Retry-After": "1"])
    }
    do throws(OAuthError) {
      let metadata = try read(http)
      // 256 random bits: only their digest is kept, and that by the client.
      let secret = metadata.authentication == .none ? nil : context.randomText(bytes: 32)
      let registration = ClientRegistration(metadata, issuedAt: context.now, secret: secret)
      let id = context.seals.seal(registration)
      event.client = context.digest(id)
      event.clientName = registration.name
      let answer = metadata.registration(clientID: id, issuedAt: registration.issuedAt, secret: secret)
      return context.withoutStore(.json(answer, status: 201))
    } catch {
      event.outcome = .refused
      event.error = error.code.rawValue
      event.reason = error.publicDescription
      return context.refusal(error)
    }
  }

  private func read(_ http: HTTPRequest) throws(OAuthError) -> ClientMetadata {
    guard (http.headers["Content-Type"] ?? "").lowercased().hasPrefix("application/json") else {
      throw OAuthError(.invalidClientMetadata, "Content-Type must be application/json")
    }
    guard let json = try? JSONValue(reading: http.body, depth: 16) else {
      throw OAuthError(.invalidClientMetadata, "invalid JSON request body")
    }
    let metadata = try ClientMetadata(reading: json, policy: policy)
    guard metadata.redirectURIs.reduce(0, { $0 + $1.text.utf8.count }) <= Self.longestRedirectURIs else {
      throw OAuthError(
        .invalidRedirectURI,
        "redirect_uris too long together (maximum \(Self.longestRedirectURIs) characters)")
    }
    return metadata
  }
}
