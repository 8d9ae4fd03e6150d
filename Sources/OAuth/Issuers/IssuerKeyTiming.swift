/// How old an issuer's keys may become, and how often it is asked. All in seconds.
package struct IssuerKeyTiming: Sendable {
  /// Older keys are renewed in the background.
  package var renewAfter = 900.0
  /// Older keys are renewed before a token is checked, if that is possible.
  package var waitAfter = 3600.0
  /// Older keys are not used, whether the issuer can be reached or not: it may have withdrawn them.
  package var useFor = 86_400.0
  /// A token that names an unknown key makes the issuer be asked at most this often.
  package var unknownKeyInterval = 30.0
  /// Within one renewal, the waits before further tries at an issuer that does not answer.
  package var pauses = [0.5, 2.0]
  /// A renewal that lasts longer makes no further try.
  package var patience = 8.0

  package init() {}

  /// The wait after renewals that failed: from 1 second, doubled each time, to 30.
  func backOff(afterFailures count: Int) -> Double {
    var wait = 1.0
    for _ in 1..<max(1, min(count, 6)) { wait *= 2 }
    return min(wait, 30)
  }
}
