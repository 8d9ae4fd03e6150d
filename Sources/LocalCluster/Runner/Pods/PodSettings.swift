/// What every pod of the cluster is started with.
struct PodSettings: Sendable {
  let images: ImageCatalog
  /// What stands for `{programs}`.
  let programs: String
  /// Variables that every process gets, whatever its container says.
  let environment: [(name: String, value: String)]
}
