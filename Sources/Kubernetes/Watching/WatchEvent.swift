/// What a watch reports.
package enum WatchEvent: Sendable {
  /// All objects that there are now: first of all, and again whenever the changes since could not be followed. What is
  /// not among them was deleted.
  case replaced([KubernetesObject])
  case added(KubernetesObject)
  case modified(KubernetesObject)
  /// The object as it was last.
  case deleted(KubernetesObject)
  /// Nothing is heard at the moment; it is tried again after the time given. Only for people: nothing is lost.
  case interrupted(KubernetesError, retryAfter: Duration)
}
