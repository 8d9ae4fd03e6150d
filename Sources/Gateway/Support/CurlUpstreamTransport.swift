import AuthorizationServer
import Curl

/// Carries the authorization server's requests to identity providers. Redirects are not followed, and only a provider
/// that may be insecure is reached at an address that is not public.
struct CurlUpstreamTransport: UpstreamTransport {
  let anywhere = CurlClient()
  let publicOnly = CurlClient(.publicAddressesOnly)

  func send(_ request: UpstreamRequest) async throws -> UpstreamResponse {
    var outgoing = CurlRequest(
      request.method, request.url.description, headers: request.headers,
      body: request.body.isEmpty ? nil : request.body)
    outgoing.timeout = .seconds(request.limits.timeoutSeconds)
    outgoing.responseLimit = request.limits.maximumBodyBytes
    let client = request.limits.allowsInsecure ? anywhere : publicOnly
    let response = try await client.send(outgoing)
    return UpstreamResponse(status: response.status, headers: response.headers, body: response.body)
  }

  func shutdown() async {
    await anywhere.shutdown()
    await publicOnly.shutdown()
  }
}
