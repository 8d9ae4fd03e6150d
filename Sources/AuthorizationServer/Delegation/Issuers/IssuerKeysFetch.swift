import GatewayDocument
import HTTP
import JOSE
import JSON
import OAuth

/// Reads the keys of a trusted issuer: at the configured place, or where its discovery document says.
struct IssuerKeysFetch: Sendable {
  let issuer: TrustedIssuerConfiguration
  let transport: any UpstreamTransport

  func keys() async throws(DelegationRefusal) -> JWKSet {
    let url: HTTPURL
    if let text = issuer.keysURL {
      url = try address(text)
    } else {
      url = try await discover()
    }
    // A place that the issuer names itself gets no private address for it.
    let body = try await get(url, mayBePrivate: issuer.keysURL != nil && issuer.allowsPrivateAddresses, "key set")
    do throws(KeyError) {
      return try JWKSet(reading: body)
    } catch {
      throw DelegationRefusal("its key set cannot be used: \(error)")
    }
  }

  /// OpenID Connect Discovery 1.0 section 4.
  private func discover() async throws(DelegationRefusal) -> HTTPURL {
    guard let location = OpenIDProviderMetadata.location(of: issuer.issuer) else {
      throw DelegationRefusal("its name is no URL")
    }
    let body = try await get(try address(location.description), mayBePrivate: false, "discovery document")
    guard let document = (try? JSONValue(reading: body, depth: 16))?.objectValue else {
      throw DelegationRefusal("its discovery document is not a JSON object")
    }
    guard let named = document["issuer"]?.stringValue, named.utf8.elementsEqual(issuer.issuer.utf8) else {
      throw DelegationRefusal("its discovery document is another issuer's")
    }
    guard let text = document["jwks_uri"]?.stringValue else {
      throw DelegationRefusal("its discovery document has no jwks_uri")
    }
    return try address(text)
  }

  private func address(_ text: String) throws(DelegationRefusal) -> HTTPURL {
    guard let url = HTTPURL(text), url.userInfo == nil, url.fragment == nil,
      url.scheme == "https" || (url.scheme == "http" && issuer.allowsPlainHTTP)
    else { throw DelegationRefusal("its keys are at \(UpstreamError.quote(text)), which is no https URL") }
    return url
  }

  /// Redirects are not followed.
  private func get(_ url: HTTPURL, mayBePrivate: Bool, _ role: String) async throws(DelegationRefusal) -> [UInt8] {
    var limits = UpstreamLimits(allowsInsecure: mayBePrivate)
    limits.maximumBodyBytes = JWKSet.maximumBytes
    let response: UpstreamResponse
    do {
      response = try await transport.send(
        UpstreamRequest(method: "GET", url: url, headers: ["Accept": "application/json"], limits: limits))
    } catch {
      throw DelegationRefusal("its \(role) cannot be fetched: \(UpstreamError.quote("\(error)"))")
    }
    guard response.status == 200 else { throw DelegationRefusal("its \(role) answered \(response.status)") }
    return response.body
  }
}
