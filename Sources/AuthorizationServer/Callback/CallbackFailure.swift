/// Why a login failed after the provider let the person in.
struct CallbackFailure: Error {
  /// For the client.
  var description: String
  /// For the operator.
  var reason: String

  init(description: String, reason: String) {
    self.description = description
    self.reason = reason
  }

  init(_ error: UpstreamError) {
    self.init(
      description: error.code == .identity ? "failed to resolve user" : "failed to exchange authorization code",
      reason: error.description)
  }

  static func resolving<Value>(_ body: () throws(UpstreamError) -> Value) throws(CallbackFailure) -> Value {
    do throws(UpstreamError) { return try body() } catch { throw CallbackFailure(error) }
  }
}
