/// Follows a collection: lists it, then watches from there, for as long as somebody reads. Connections that end are
/// taken up again where they ended; when the server no longer knows that place (410), everything is listed anew.
package struct Watcher: WatchSource {
  package let client: KubernetesClient
  package let kind: ResourceKind
  /// `nil` for all namespaces.
  package let namespace: String?
  package let options: ListOptions
  /// Waits after failures.
  package let backoff: Backoff
  /// How long the server is asked to keep one connection open.
  package let seconds: ClosedRange<Int>
  /// What is kept of each object.
  package let change: (@Sendable (KubernetesObject) -> KubernetesObject)?

  package init(
    _ client: KubernetesClient, _ kind: ResourceKind, namespace: String? = nil,
    _ options: ListOptions = ListOptions(),
    backoff: Backoff = Backoff(initial: .milliseconds(500), cap: .seconds(30)), seconds: ClosedRange<Int> = 240...360,
    keeping change: (@Sendable (KubernetesObject) -> KubernetesObject)? = nil
  ) {
    self.client = client
    self.kind = kind
    self.namespace = namespace
    self.options = options
    self.backoff = backoff
    self.seconds = seconds
    self.change = change
  }

  package func events() -> any AsyncSequence<WatchEvent, Never> { WatchEvents(watcher: self) }
}
