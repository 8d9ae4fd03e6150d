import HTTP
import JOSE

/// Requests to one issuer, and the reading of its documents.
struct IssuerExchange: Sendable {
  let settings: IssuerSettings
  let transport: any IssuerTransport

  private var rule: IssuerAddressRule { IssuerAddressRule(settings: settings) }

  /// The issuer's keys; without a configured address its metadata is asked first.
  func keys() async throws(IssuerError) -> JWKSet {
    let url: HTTPURL
    let reach: IssuerAddressRule.Reach
    if let configured = settings.keysURL {
      (url, reach) = (configured, try rule.reach(configured: configured))
    } else {
      url = try await metadata().keysURI
      reach = try rule.reach(learnt: url)
    }
    let body = try await document(url, reach, "key set", JWKSet.maximumBytes)
    do throws(KeyError) {
      return try JWKSet(reading: body)
    } catch {
      throw IssuerError(.keys, error.reason)
    }
  }

  private func metadata() async throws(IssuerError) -> IssuerMetadata {
    var problem = IssuerError(.metadata, "the issuer is not a URL")
    for url in IssuerMetadata.locations(of: settings.issuer) {
      do throws(IssuerError) {
        let reach = try rule.reach(configured: url)
        let body = try await document(url, reach, "metadata", IssuerMetadata.maximumBytes)
        return try IssuerMetadata(reading: body, issuer: settings.issuer)
      } catch {
        // Nobody answers at the next place who does not answer at this one.
        guard error.code == .metadata else { throw error }
        if problem.reason == "the issuer is not a URL" { problem = error }
      }
    }
    throw problem
  }

  private func document(
    _ url: HTTPURL, _ reach: IssuerAddressRule.Reach, _ role: String, _ maximumBytes: Int
  ) async throws(IssuerError) -> [UInt8] {
    let response = try await send(
      IssuerRequest(
        method: "GET", url: url, headers: ["Accept": "application/json"], trust: settings.trust,
        tokenPath: reach.sendsToken ? settings.tokenPath : nil, allowsPrivateAddresses: reach.allowsPrivateAddresses,
        maximumBodyBytes: maximumBytes), role)
    guard response.status == 200 else {
      let isOutage = response.status >= 500 || response.status == 429
      throw IssuerError(isOutage ? .unreachable : .metadata, "the issuer's \(role) answered \(response.status)")
    }
    return response.body
  }

  /// Sends a request whose reach was decided.
  func send(_ request: IssuerRequest, _ role: String) async throws(IssuerError) -> IssuerResponse {
    let response: IssuerResponse
    do {
      response = try await transport.send(request)
    } catch {
      throw IssuerError(.unreachable, "the issuer's \(role) at \(request.url.origin) does not answer: \(error)")
    }
    guard response.body.count <= request.maximumBodyBytes else {
      throw IssuerError(.metadata, "the issuer's \(role) is larger than \(request.maximumBodyBytes) bytes")
    }
    return response
  }

  /// A request to the configured introspection endpoint may do this.
  func reachOfIntrospection(_ url: HTTPURL) throws(IssuerError) -> IssuerAddressRule.Reach {
    try rule.reach(configured: url)
  }
}
