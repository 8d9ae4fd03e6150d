import COpenSSL

/// A Lua script that a server runs as one step.
package struct RedisScript: Sendable {
  package let text: String
  /// What servers know it by: its SHA-1 in hexadecimal. It is a name, and nothing is kept safe by it.
  let digest: String

  package init(_ text: String) {
    self.text = text
    var bytes = [UInt8](repeating: 0, count: 20)
    let input = Array(text.utf8)
    guard EVP_Digest(input, input.count, &bytes, nil, EVP_sha1(), nil) == 1 else {
      fatalError("SHA-1 is not available in OpenSSL")
    }
    digest = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
