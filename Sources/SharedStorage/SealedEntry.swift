import JOSE

/// A value as it lies in Redis: its end in clear, itself sealed, so that whoever reads Redis learns nothing of it and
/// whoever writes there can make none.
struct SealedEntry {
  private static let purpose = "storage"
  /// A longer value is not kept.
  static let largest = 4 << 20

  let until: Int
  private let sealed: ArraySlice<UInt8>

  /// `nil` for what was not written here.
  init?(_ bytes: [UInt8]) {
    guard let colon = bytes.prefix(20).firstIndex(of: UInt8(ascii: ":")),
      let until = String(validating: bytes[..<colon], as: UTF8.self).flatMap({ Int($0) })
    else { return nil }
    self.until = until
    sealed = bytes[(colon + 1)...]
  }

  /// - Parameter key: under which it lies, and where alone it opens.
  static func bytes(_ value: [UInt8], until: Int, key: [UInt8], _ keys: SealingKeyRing) -> [UInt8] {
    Array("\(until):".utf8)
      + keys.sealBytes(value, purpose: purpose, context: context(until, key))
  }

  /// `nil` when it was sealed with keys that are gone, or altered.
  func open(key: [UInt8], _ keys: SealingKeyRing) -> [UInt8]? {
    try? keys.openBytes(Array(sealed), purpose: Self.purpose, context: Self.context(until, key))
  }

  private static func context(_ until: Int, _ key: [UInt8]) -> String {
    "\(until) " + String(decoding: key, as: UTF8.self)
  }
}
