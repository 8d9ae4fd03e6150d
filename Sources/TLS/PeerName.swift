import NIOSSL

/// The name that a peer's certificate must have (RFC 9525).
///
/// swift-nio-ssl lets a certificate for the peer's address pass where a name is asked for as well. Whoever can answer
/// name service could then come with a certificate for an address of its own.
struct PeerName: Sendable {
  private let name: [UInt8]

  init(_ host: String) { name = Self.canonical(host.utf8) }

  func matches(_ certificate: NIOSSLCertificate) -> Bool {
    certificate._subjectAlternativeNames().contains { $0.nameType == .dnsName && matches(Array($0.contents)) }
  }

  /// - Parameter presented: of the certificate; `*` may stand for its first label.
  func matches(_ presented: [UInt8]) -> Bool {
    let presented = Self.canonical(presented)
    if presented == name { return !name.isEmpty }
    guard presented.starts(with: "*.".utf8), let dot = name.firstIndex(of: UInt8(ascii: ".")), dot > 0 else {
      return false
    }
    return presented.dropFirst() == name[dot...] && presented.dropFirst(2).contains(UInt8(ascii: "."))
  }

  /// In small letters, without the dot that may end a name.
  private static func canonical(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var bytes = bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    return bytes
  }
}
