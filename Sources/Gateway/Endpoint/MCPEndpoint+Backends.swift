import AuthorizationServer
import HTTP
import JSON
import MCP
import OAuth
import OutgoingAuthentication
import Policy

extension MCPEndpoint {
  func request(
    _ id: JSONRPCID, _ method: String, _ params: JSONMembers?, _ caller: Caller, _ headers: HTTPHeaders
  ) -> EndpointRequest {
    EndpointRequest(
      id: id, method: method, params: params, caller: caller, outgoing: snapshot.outgoing(caller, headers),
      passed: snapshot.forwardedHeaders.fields(of: headers))
  }

  /// The catalogue as the caller of a request sees it.
  func view(_ call: EndpointRequest) -> CatalogueView {
    CatalogueView(source: snapshot.catalogue, caller: call.outgoing) { [snapshot] backend in
      snapshot.client(for: backend, call.outgoing, passing: call.passed)
    }
  }

  /// For a caller whose tokens at a provider are gone: the 401 that makes a client log in again.
  static let staleLogin = BearerRefusal.invalidToken("upstream token is no longer valid; re-authentication required")
}

extension Snapshot {
  /// - Parameter headers: of the caller's request: the token that stands there may be exchanged for another.
  func outgoing(_ caller: Caller, _ headers: HTTPHeaders) -> OutgoingCaller {
    guard !catalogue.personal.isEmpty else { return .nobody }
    let isAnonymous = caller.issuer == nil
    // Whoever acts for a person is not the person, and two who do are not each other.
    let actors = (caller.delegation?.actors ?? []).map { actor in
      JSONValue.array([actor.issuer.map(JSONValue.string) ?? .null, .string(actor.subject)])
    }
    let key = JSONValue.array([
      .string(caller.sessionContext), caller.login.map(JSONValue.string) ?? .null,
      caller.client.map(JSONValue.string) ?? .null, .array(actors),
    ]).text()
    return OutgoingCaller(
      key: key, login: caller.login, token: isAnonymous ? nil : try? BearerToken.read(headers),
      claims: caller.claims.objects, upstreamTokens: upstreamTokens)
  }
}
