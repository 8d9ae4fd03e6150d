import HTTP
import JSON

/// The consents a person gave in one browser, kept in a sealed cookie of it.
struct ConsentMemory: SealedValue, Equatable {
  static let purpose = "consents"
  /// In seconds; counted anew with every consent.
  static let lifespan = 90 * 86_400
  /// More would not fit a cookie; the oldest goes first.
  static let limit = 40

  /// A digest of the browser's cookie: the memory is worth nothing in another browser.
  var browser: String
  /// Keys of client and redirect URI, the newest last.
  private(set) var keys: [String] = []

  init(browser: String) { self.browser = browser }

  func contains(_ key: String) -> Bool { keys.contains(key) }

  mutating func add(_ key: String) {
    keys.removeAll { $0 == key }
    keys.append(key)
    keys.removeFirst(max(0, keys.count - Self.limit))
  }

  /// What a consent is given to: this client at this place. The port of a loopback address changes with every login
  /// (RFC 8252 section 7.3) and is left out.
  static func subject(client: String, redirectURI: String) -> String {
    var place = redirectURI
    if let url = HTTPURL(redirectURI), url.scheme == "http", url.isLoopback {
      place = "http://\(url.host)\(url.target)"
    }
    return client + "\n" + place
  }
}

extension ConsentMemory {
  var sealedJSON: JSONValue { .object(["b": .string(browser), "k": JSONValue(strings: keys)]) }

  init?(sealedJSON: JSONValue) {
    guard let browser = sealedJSON["b"]?.stringValue, let keys = sealedJSON.objectValue?.strings("k") else {
      return nil
    }
    self.init(browser: browser)
    self.keys = keys
  }
}
