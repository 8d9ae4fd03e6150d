import HTTP

/// What of a pod's log is wanted.
package struct PodLogOptions: Sendable {
  /// `nil` for all lines.
  package let tailLines: Int?
  /// Go on with what comes.
  package let follows: Bool
  /// The log of the container before its last restart.
  package let isPrevious: Bool
}

/// Where the output of pods can be read.
package protocol PodLogs: Sendable {
  /// - Returns: `nil` when there is none.
  func log(uid: String, container: String, _ options: PodLogOptions) async -> HTTPResponse.Body?
}

/// For a cluster that runs nothing.
package struct NoPodLogs: PodLogs {
  package init() {}
  package func log(uid: String, container: String, _ options: PodLogOptions) async -> HTTPResponse.Body? { nil }
}
