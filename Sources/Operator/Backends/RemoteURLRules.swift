import Curl
import HTTP

/// Where servers outside may be: never this machine, the cluster's API or a cloud's metadata, and a private network only
/// where that is allowed by name. Names are not resolved.
enum RemoteURLRules {
  private static let forbiddenHosts = [
    "localhost", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
    "metadata.google.internal",
  ]
  private static let privateHosts = ["cluster.local"]

  /// What is wrong with the URL; `nil` for a good one.
  static func problem(_ text: String, allowsPrivate: Bool) -> String? {
    guard let url = HTTPURL(text), url.scheme == "https" || url.scheme == "http", !url.host.isEmpty else {
      return "remote URL \"\(text.prefix(128))\" is not an absolute http or https URL"
    }
    if url.userInfo != nil { return "remote URL must not carry a user or password" }
    if url.fragment != nil { return "remote URL must not have a fragment" }
    let host = url.host.hasSuffix(".") ? String(url.host.dropLast()) : url.host
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    if let address = IPAddress(bare) {
      if isForbidden(address) { return "remote URL points to \(host), an address of the machine or of a cloud" }
      if !address.isPublic, !allowsPrivate { return "remote URL points to the private address \(host); " + hint }
      return nil
    }
    // 127.1 and 0x7f000001 are addresses for some programs.
    if let last = bare.split(separator: ".").last, last.first.map({ $0.isASCII && $0.isNumber }) ?? false {
      return "remote URL host \"\(host)\" looks like a number and is no address"
    }
    if isWithin(bare, forbiddenHosts) { return "remote URL points to \(host), which is internal" }
    if isWithin(bare, privateHosts), !allowsPrivate { return "remote URL points into the cluster, \(host); " + hint }
    return nil
  }

  private static let hint = "allowPrivateEndpoint allows that"

  private static func isWithin(_ host: String, _ domains: [String]) -> Bool {
    domains.contains { host == $0 || host.hasSuffix("." + $0) }
  }

  /// Of the machine itself or of its link, in IPv4, IPv6 or IPv4 within IPv6.
  private static func isForbidden(_ address: IPAddress) -> Bool {
    var bytes = address.bytes
    if bytes.count == 16, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
      bytes = Array(bytes[12...])
    }
    if bytes.count == 4 {
      return bytes[0] == 0 || bytes[0] == 127 || (bytes[0] == 169 && bytes[1] == 254)
    }
    let isLow = bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] <= 1
    return isLow || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
  }
}
