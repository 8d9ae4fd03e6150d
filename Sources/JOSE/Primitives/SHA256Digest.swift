import COpenSSL

/// The SHA-256 digest (FIPS 180-4) of some bytes; small enough to be a dictionary's key.
package struct SHA256Digest: Sendable, Hashable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  package init(of bytes: some Collection<UInt8>) {
    self = bytes.withContiguousStorageIfAvailable(Self.digest) ?? Array(bytes).withUnsafeBufferPointer(Self.digest)
  }

  package init(of text: String) { self.init(of: text.utf8) }

  private init(words: UnsafeMutableBufferPointer<UInt64>) {
    first = words[0]
    second = words[1]
    third = words[2]
    fourth = words[3]
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in withUnsafeBytes(of: word, Array.init) }
  }

  package var base64URL: String { Base64URL.encode(bytes) }

  private static func digest(_ bytes: UnsafeBufferPointer<UInt8>) -> SHA256Digest {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { output in
      let start = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      guard EVP_Digest(bytes.baseAddress, bytes.count, start, nil, algorithm, nil) == 1 else {
        fatalError("SHA-256 is not available in OpenSSL")
      }
      return SHA256Digest(words: output.bindMemory(to: UInt64.self))
    }
  }

  // Never changed once fetched, and OpenSSL lets threads share it; fetching it for each digest would cost more than
  // the digest of a token.
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)
}
