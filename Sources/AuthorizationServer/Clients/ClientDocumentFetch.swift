import HTTP
import OAuth

/// Fetches a client's document: one request that leads nowhere else.
///
/// No private address is reached on a client's word: the transport looks at the address that it connects to, after the name
/// was resolved, so that a name that changes its mind gains nothing.
struct ClientDocumentFetch: Sendable {
  enum Outcome: Sendable {
    /// With the seconds for which it may be kept.
    case found(RegisteredClient, seconds: Int)
    case failed(ClientProblem)
  }

  static let timeoutSeconds = 5

  let policy: RegistrationPolicy
  let fallbackSeconds: Int
  let issuer: HTTPURL?
  let transport: any UpstreamTransport

  /// A server on the loopback is one for development: its clients may be there too.
  private var isDevelopment: Bool { issuer?.isPlainLoopback ?? false }

  func address(_ id: String) throws(OAuthError) -> ClientIdentifierURL {
    let address = try ClientIdentifierURL(id, allowsLoopback: isDevelopment)
    // Nothing here is a client's document, and a request for one would be another request here.
    guard address.url.origin != issuer?.origin else {
      throw OAuthError(.invalidClient, "the client_id is an address of this server")
    }
    return address
  }

  func client(at address: ClientIdentifierURL) async -> Outcome {
    var limits = UpstreamLimits(allowsInsecure: isDevelopment && address.url.isPlainLoopback)
    limits.maximumBodyBytes = ClientMetadata.maximumDocumentBytes
    limits.timeoutSeconds = Self.timeoutSeconds
    let response: UpstreamResponse
    do {
      response = try await transport.send(
        UpstreamRequest(method: "GET", url: address.url, headers: ["Accept": "application/json"], limits: limits))
    } catch {
      return .failed(.document("it cannot be fetched: \(UpstreamError.quote("\(error)"))", isTransient: true))
    }
    guard response.status == 200 else {
      return .failed(
        .document(
          "its server answered \(response.status)", isTransient: response.status >= 500 || response.status == 429))
    }
    let type = response.headers["Content-Type"].map(MediaType.essence) ?? ""
    guard type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json")) else {
      return .failed(.document("it is not served as JSON but as \(UpstreamError.quote(type))", isTransient: false))
    }
    do throws(OAuthError) {
      let metadata = try ClientMetadata(document: response.body, at: address, policy: policy)
      let registration = ClientRegistration(metadata, issuedAt: 0)
      let client = RegisteredClient(
        id: address.text, fingerprint: ServerContext.digest(address.text), registration: registration,
        origin: .document(host: address.url.host))
      return .found(client, seconds: DocumentLifetime.seconds(response.headers, fallback: fallbackSeconds))
    } catch {
      return .failed(.document(error.publicDescription, isTransient: false))
    }
  }
}
