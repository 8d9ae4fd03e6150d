import HTTP
import JOSE

/// Signs requests as AWS has it: Signature Version 4 (AWS Identity and Access Management User Guide, "AWS Signature
/// Version 4 for API requests").
package struct AWSSigner: Sendable {
  let credentials: AWSCredentials
  let region: String
  let service: String

  private static let algorithm = "AWS4-HMAC-SHA256"

  /// The fields that make a request a signed one. Everything that names the content or the session is signed; what
  /// proxies may change on the way is not.
  func fields(for request: CredentialedRequest, now: Int) -> HTTPHeaders {
    let time = AWSTime.basic(now)
    var added: HTTPHeaders = ["X-Amz-Date": time]
    added["X-Amz-Security-Token"] = credentials.sessionToken
    var signed = [("host", Self.host(request.url))] + added.fields.map { ($0.name.lowercased(), $0.value) }
    for field in request.headers.fields {
      let name = field.name.lowercased()
      guard name == "content-type" || name.hasPrefix("mcp-") else { continue }
      signed.append((name, field.value))
    }
    added["Authorization"] = authorization(
      method: request.method, url: request.url, headers: signed, body: request.body, time: time)
    return added
  }

  /// The value of `Authorization`.
  /// - Parameter headers: the fields that are signed, with lower-case names, none of them twice.
  func authorization(
    method: String, url: HTTPURL, headers: [(name: String, value: String)], body: [UInt8], time: String
  ) -> String {
    let sorted = headers.sorted { $0.name < $1.name }
    let names = sorted.map(\.name).joined(separator: ";")
    let canonical = [
      method, Self.path(url), Self.query(url), sorted.map { "\($0.name):\(Self.squeezed($0.value))\n" }.joined(), names,
      Self.hex(SHA256Digest(of: body).bytes),
    ].joined(separator: "\n")
    let day = String(time.prefix(8))
    let scope = "\(day)/\(region)/\(service)/aws4_request"
    let toSign = [Self.algorithm, time, scope, Self.hex(SHA256Digest(of: canonical).bytes)].joined(separator: "\n")
    let signature = Self.hex(HMACSHA256.code(Array(toSign.utf8), key: key(day)))
    return "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope), SignedHeaders=\(names), "
      + "Signature=\(signature)"
  }

  /// The key of one day, region and service.
  func key(_ day: String) -> [UInt8] {
    var key = Array("AWS4\(credentials.secretAccessKey)".utf8)
    for part in [day, region, service, "aws4_request"] { key = HMACSHA256.code(Array(part.utf8), key: key) }
    return key
  }

  private static func host(_ url: HTTPURL) -> String {
    let isDefault = url.port == nil || url.port == ["http": 80, "https": 443][url.scheme]
    return url.host + (isDefault ? "" : ":\(url.port ?? 0)")
  }

  /// Each segment encoded once more than it goes over the wire, as all services but S3 have it.
  private static func path(_ url: HTTPURL) -> String {
    var segments: [Substring] = []
    for segment in url.path.split(separator: "/") where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let path = "/" + segments.map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
    return url.path.hasSuffix("/") && path != "/" ? path + "/" : path
  }

  private static func query(_ url: HTTPURL) -> String {
    guard let query = url.query, !query.isEmpty else { return "" }
    return query.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { part in
        PercentEncoding.encode(PercentEncoding.decode(part) ?? String(part))
      }
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
    .sorted { $0 < $1 }.map { "\($0)=\($1)" }.joined(separator: "&")
  }

  /// Without blanks around, and with one where there are several.
  private static func squeezed(_ value: String) -> String {
    value.split(separator: " ").joined(separator: " ")
  }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
