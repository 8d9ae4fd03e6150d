import JOSE
import JSON

/// An issuer of tokens outside the gateway: its keys, and its answers about tokens that only it understands.
package final class ExternalIssuer: Sendable {
  package let settings: IssuerSettings
  package let verifier: ExternalTokenVerifier
  package let keys: IssuerKeys
  private let introspector: Introspector?

  /// A token that was found good.
  package struct Verified: Sendable {
    package let claims: JSONObject
    /// Until when it need not be looked at again, in Unix seconds.
    package let until: Int
    /// Of the keys that it was checked with; `nil` for one that the issuer vouched for itself.
    package let generation: Int?
  }

  /// Why no answer can be given, or a bad one has to be.
  package enum Failure: Error, Sendable {
    case token(TokenError)
    case issuer(IssuerError)
  }

  /// - Parameters:
  ///   - clock: seconds; never set back.
  ///   - pause: waits for some seconds.
  ///   - report: takes what went wrong in the background, for the log.
  package init(
    _ settings: IssuerSettings, audience: String, leewaySeconds: Int, transport: any IssuerTransport,
    timing: IssuerKeyTiming = IssuerKeyTiming(), clock: @escaping @Sendable () -> Double,
    pause: @escaping @Sendable (Double) async -> Void, report: @escaping @Sendable (IssuerError) -> Void
  ) {
    let exchange = IssuerExchange(settings: settings, transport: transport)
    self.settings = settings
    verifier = ExternalTokenVerifier(issuer: settings.issuer, audience: audience, leewaySeconds: leewaySeconds)
    keys = IssuerKeys(timing: timing, clock: clock, pause: pause, report: report) {
      do throws(IssuerError) {
        return .success(try await exchange.keys())
      } catch {
        return .failure(error)
      }
    }
    introspector = Introspector(exchange, verifier: verifier)
  }

  /// - Parameters:
  ///   - digest: of the token.
  ///   - now: Unix time in seconds.
  package func verify(_ token: String, digest: SHA256Digest, now: Int) async throws(Failure) -> Verified {
    if let introspector, !ExternalTokenVerifier.isJWT(token) {
      return try await introspected(introspector, token, digest, now)
    }
    let known: IssuerKeys.Known
    do throws(TokenError) {
      try verifier.screen(token)
    } catch {
      throw .token(error)
    }
    do throws(IssuerError) {
      known = try await keys.current()
    } catch {
      throw .issuer(error)
    }
    do throws(TokenError) {
      return try verified(token, known, now)
    } catch {
      guard ExternalTokenVerifier.mayBeHealed(error), let newer = await keys.newer(than: known) else {
        throw .token(error)
      }
      do throws(TokenError) {
        return try verified(token, newer, now)
      } catch {
        throw .token(error)
      }
    }
  }

  /// The same with what is at hand, without asking anybody; `nil` when that is not enough.
  package func verifyAtHand(_ token: String, now: Int) -> Verified? {
    keys.atHand.flatMap { try? verified(token, $0, now) }
  }

  private func verified(_ token: String, _ known: IssuerKeys.Known, _ now: Int) throws(TokenError) -> Verified {
    let claims = try verifier.verify(token, keys: known.keys, now: now)
    return Verified(claims: claims, until: Self.seconds(claims["exp"]) ?? now, generation: known.generation)
  }

  private func introspected(
    _ introspector: Introspector, _ token: String, _ digest: SHA256Digest, _ now: Int
  ) async throws(Failure) -> Verified {
    let answer: IntrospectedToken
    do throws(IssuerError) {
      answer = try await introspector.ask(token, digest: digest, now: now)
    } catch {
      throw .issuer(error)
    }
    switch answer {
    case .active(let claims, let until): return Verified(claims: claims, until: until, generation: nil)
    case .refused(let error): throw .token(error)
    }
  }

  /// A NumericDate that fits an integer; what is beyond is bounded, because a token may say any number.
  static func seconds(_ value: JSONValue?) -> Int? {
    value?.doubleValue.map { Int(max(0, min($0, 4e15))) }
  }
}
