import Curl
import Logging

/// What pods are run with.
struct PodContext: Sendable {
  let cluster: SharedCluster
  let images: ImageCatalog
  /// The directory of the running executable.
  let programs: String
  /// Holds a directory per pod.
  let directory: String
  let keys: AccessKeys
  /// The API's address without the secret path.
  let address: String
  /// The service map that the processes of a namespace read.
  let servicesPath: @Sendable (_ namespace: String) -> String
  let http: CurlClient
  let guardian: ProcessGuardian
  let timing: PodTiming
  let logger: Logger
}

/// How patient the runner is.
package struct PodTiming: Sendable {
  /// Wait before the first restart; it doubles with each until `longestBackoff`.
  package var shortestBackoff = Duration.seconds(1)
  package var longestBackoff = Duration.seconds(60)
  /// A container that ran this long starts with the shortest wait again.
  package var stableAfter = Duration.seconds(60)
  /// Between checks of a container that is not ready yet.
  package var eagerProbePeriod = Duration.milliseconds(100)

  package init() {}
}
