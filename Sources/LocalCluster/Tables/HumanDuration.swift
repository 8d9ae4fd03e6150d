/// Ages as `kubectl get` shows them: `45s`, `3m12s`, `5h`, `12d`.
enum HumanDuration {
  static func text(_ seconds: Int) -> String {
    let minutes = seconds / 60
    let hours = seconds / 3600
    let days = hours / 24
    switch seconds {
    case ..<0: return seconds >= -2 ? "0s" : "<invalid>"
    case ..<120: return "\(seconds)s"
    case ..<600: return pair(minutes, "m", seconds % 60, "s")
    case ..<(3 * 3600): return "\(minutes)m"
    case ..<(8 * 3600): return pair(hours, "h", minutes % 60, "m")
    case ..<(48 * 3600): return "\(hours)h"
    case ..<(8 * 86400): return pair(days, "d", hours % 24, "h")
    case ..<(2 * 365 * 86400): return "\(days)d"
    case ..<(8 * 365 * 86400): return pair(days / 365, "y", days % 365, "d")
    default: return "\(days / 365)y"
    }
  }

  private static func pair(_ large: Int, _ first: String, _ small: Int, _ second: String) -> String {
    small == 0 ? "\(large)\(first)" : "\(large)\(first)\(small)\(second)"
  }
}
