/// The answer of AWS's Security Token Service: a small XML document, of which a few elements count.
struct STSAnswer {
  static let limit = 65_536

  private let text: Substring

  /// `nil` for what is too large or not text.
  init?(_ body: [UInt8]) {
    guard body.count <= Self.limit, let text = String(validating: body, as: UTF8.self) else { return nil }
    self.text = text[...]
  }

  private init(_ text: Substring) { self.text = text }

  /// The credentials and when they expire, in Unix seconds.
  var credentials: (AWSCredentials, expiresAt: Int)? {
    guard let part = element("Credentials").map(STSAnswer.init), let id = part.word("AccessKeyId"),
      let secret = part.word("SecretAccessKey"), let token = part.word("SessionToken"),
      let expiry = part.word("Expiration").flatMap(AWSTime.seconds)
    else { return nil }
    return (AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token), expiry)
  }

  /// The code of an error: letters and dots only.
  var errorCode: String? {
    guard let code = element("Error").map(STSAnswer.init)?.word("Code"), code.utf8.count <= 64,
      code.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    return code
  }

  /// The content of an element that stands once and has no attributes.
  private func element(_ name: String) -> Substring? {
    guard let start = text.firstRange(of: "<\(name)>") else { return nil }
    let rest = text[start.upperBound...]
    guard let end = rest.firstRange(of: "</\(name)>"), rest[end.upperBound...].firstRange(of: "<\(name)>") == nil else {
      return nil
    }
    return rest[..<end.lowerBound]
  }

  /// The content of an element that holds neither elements nor escapes.
  private func word(_ name: String) -> String? {
    guard let content = element(name).map(String.init), TokenText.isToken(content),
      !content.utf8.contains(UInt8(ascii: "<")), !content.utf8.contains(UInt8(ascii: "&"))
    else { return nil }
    return content
  }
}
