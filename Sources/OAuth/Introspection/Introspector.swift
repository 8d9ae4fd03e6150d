import HTTP
import JOSE
import JSON
import Synchronization

/// Asks an issuer about tokens that only it understands (RFC 7662). Requests with the same token share one question, a
/// refusal is remembered for a few seconds, and no more than a bounded number of questions is under way: strangers who
/// make tokens up cannot make the gateway a burden to the issuer.
package final class Introspector: Sendable {
  /// A good token is asked about again after this long at the latest, in seconds: so long a revocation may take.
  package static let longestTrust = 60
  /// How long a refusal holds, in seconds.
  static let refusalLifespan = 10
  static let mostQuestions = 64
  private static let mostRefusals = 10_000

  private typealias Answer = Result<IntrospectedToken, IssuerError>

  private struct State {
    var running: [SHA256Digest: Task<Answer, Never>] = [:]
    var refusals: [SHA256Digest: (error: TokenError, until: Int)] = [:]
  }

  private let exchange: IssuerExchange
  private let url: HTTPURL
  private let verifier: ExternalTokenVerifier
  private let form: IntrospectionForm
  private let state = Mutex(State())

  /// `nil` where the settings name no introspection endpoint.
  init?(_ exchange: IssuerExchange, verifier: ExternalTokenVerifier) {
    guard let url = exchange.settings.introspectionURL else { return nil }
    self.exchange = exchange
    self.url = url
    self.verifier = verifier
    form = IntrospectionForm(url)
  }

  /// - Parameters:
  ///   - digest: of the token.
  ///   - now: Unix time in seconds.
  /// - Throws: when the issuer does not say.
  package func ask(_ token: String, digest: SHA256Digest, now: Int) async throws(IssuerError) -> IntrospectedToken {
    let task = try state.withLock { state throws(IssuerError) -> Task<Answer, Never>? in
      if let refusal = state.refusals[digest], refusal.until > now { return nil }
      if let running = state.running[digest] { return running }
      guard state.running.count < Self.mostQuestions else {
        throw IssuerError(.unreachable, "\(Self.mostQuestions) introspections are under way already")
      }
      let task = Task { await self.question(token, digest, now) }
      state.running[digest] = task
      return task
    }
    guard let task else {
      return .refused(state.withLock { $0.refusals[digest]?.error } ?? Self.inactive)
    }
    return try await task.value.get()
  }

  private static let inactive = TokenError(.inactive, "token is not active")

  private func question(_ token: String, _ digest: SHA256Digest, _ now: Int) async -> Answer {
    let answer: Answer
    do throws(IssuerError) {
      answer = .success(try await verdict(token, now))
    } catch {
      answer = .failure(error)
    }
    state.withLock { state in
      state.running[digest] = nil
      guard case .success(.refused(let error)) = answer else { return }
      if state.refusals.count >= Self.mostRefusals { state.refusals = state.refusals.filter { $0.value.until > now } }
      if state.refusals.count < Self.mostRefusals {
        state.refusals[digest] = (error, now + Self.refusalLifespan)
      }
    }
    return answer
  }

  private func verdict(_ token: String, _ now: Int) async throws(IssuerError) -> IntrospectedToken {
    let reach = try exchange.reachOfIntrospection(url)
    let question = form.question(token, at: url, exchange.settings)
    let response = try await exchange.send(
      IssuerRequest(
        method: question.method, url: question.url, headers: question.headers, body: question.body,
        trust: exchange.settings.trust,
        tokenPath: question.headers["Authorization"] == nil && form == .standard ? exchange.settings.tokenPath : nil,
        allowsPrivateAddresses: reach.allowsPrivateAddresses, maximumBodyBytes: IntrospectionForm.maximumBytes),
      "introspection endpoint")
    guard let claims = try form.claims(response, exchange.settings) else { return .refused(Self.inactive) }
    do throws(TokenError) {
      let limit = now + Self.longestTrust
      let complete = try verifier.check(introspected: claims, expiry: limit, now: now)
      return .active(claims: complete, until: min(limit, ExternalIssuer.seconds(complete["exp"]) ?? limit))
    } catch {
      return .refused(error)
    }
  }
}
