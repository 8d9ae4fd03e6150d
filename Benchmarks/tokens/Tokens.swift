import HTTP
import JOSE
import JSON
import OAuth
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What the gateway does with the token of a request, timed: one that it knows, and one that it sees for the first time.
/// Times are of this thread's processor, in microseconds.
@main
struct Tokens {
  static let issuer = "https://idp.example.com"
  static let audience = "https://team.example.com/mcp"
  static let now = 1_800_000_000

  static func main() async throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 7
    let key = PrivateKey.generate()
    let keys = JWKSet([JWK(key)])
    let verifier = ExternalTokenVerifier(issuer: issuer, audience: audience, leewaySeconds: 5)
    let known = IssuerKeys(
      clock: { clockSeconds() }, pause: { _ in }, report: { _ in }, fetch: { .success(keys) })
    let generation = try await known.current().generation
    let tokens = (0..<1_000).map { token("person-\($0)@example.com", key) }
    let headers = tokens.map { token -> HTTPHeaders in
      [
        "Host": "team.example.com", "Content-Type": "application/json", "Authorization": "Bearer " + token,
        "Accept": "application/json, text/event-stream",
      ]
    }
    let cache = VerifiedTokenCache<Int>()
    for token in tokens {
      cache.insert(generation, for: SHA256Digest(of: token), expiresAt: now + 600, now: now)
    }
    for _ in 0..<rounds {
      let cached = try measure(200_000) { number in
        let token = try BearerToken.presented(headers[number % headers.count])
        guard let remembered = cache.value(for: SHA256Digest(of: token), now: now),
          known.atHand?.generation == remembered
        else { throw Failure() }
      }
      let uncached = try measure(4_000) { number in
        let token = try BearerToken.read(headers[number % headers.count])
        _ = try verifier.verify(token, keys: keys, now: now)
      }
      print("cached \(cached) uncached \(uncached) bytes \(tokens[0].utf8.count)")
    }
  }

  struct Failure: Error {}

  /// An access token as providers make them: seven claims and 20 groups.
  static func token(_ person: String, _ key: PrivateKey) -> String {
    JWT.sign(
      [
        "iss": .string(issuer), "aud": .string(audience), "sub": .string(person), "email": .string(person),
        "exp": .int(now + 600), "iat": .int(now), "scope": "openid profile",
        "groups": .array((0..<20).map { .string("engineering-group-\($0)") }),
      ], with: key)
  }

  static func measure(_ count: Int, _ body: (Int) throws -> Void) throws -> Double {
    for number in 0..<count / 20 { try body(number) }
    let start = clockSeconds(CLOCK_THREAD_CPUTIME_ID)
    for number in 0..<count { try body(number) }
    return (clockSeconds(CLOCK_THREAD_CPUTIME_ID) - start) / Double(count) * 1_000_000
  }

  static func clockSeconds(_ clock: clockid_t = CLOCK_MONOTONIC) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
  }
}
