/// What is to be started for a container.
struct ContainerPlan: Sendable {
  let name: String
  let image: String
  let arguments: [String]
  let environment: [(name: String, value: String)]
  let readiness: ReadinessProbe?
  /// Whether its standard input is open to others of the pod.
  var hasInput = false
}

/// A file of a mounted volume.
struct VolumeFile: Sendable, Hashable {
  /// Relative to the volume's directory.
  let path: String
  let bytes: [UInt8]
}

/// A volume of a pod as a directory.
struct VolumePlan: Sendable {
  let name: String
  let directory: String
  let files: [VolumeFile]
}
