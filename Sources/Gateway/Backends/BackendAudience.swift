import HTTP
import OutgoingAuthentication

/// For whom a backend is spoken to: whose session is used, whose credentials go along, and what of the client's own
/// request does.
struct BackendAudience: Sendable {
  let slot: SessionSlot
  /// `nil` for the gateway itself, which is also everybody at a backend that knows no people.
  let caller: OutgoingCaller?
  /// The client's fields that are passed on.
  let passed: HTTPHeaders

  init(slot: SessionSlot, caller: OutgoingCaller? = nil, passed: HTTPHeaders = [:]) {
    self.slot = slot
    self.caller = caller
    self.passed = passed
  }
}
