/// How a local cluster is to be started.
package struct ClusterOptions: Sendable {
  /// For the kubeconfig, logs and files of pods. Made when it is not there, readable for the owner alone.
  package var dataDirectory: String
  /// The API's port on 127.0.0.1; 0 lets the system choose.
  package var port = 0
  /// `nil` for `kubeconfig` in the data directory.
  package var kubeconfigPath: String?
  /// How many changes are kept for watches that start in the past.
  package var historyLimit = 5000
  package var bookmarkInterval = Duration.seconds(30)
  /// What Deployments are run with; `nil` runs nothing.
  package var images: ImageCatalog?
  /// Ports of this machine that reach Services.
  package var exposedPorts: [ExposedPort] = []
  package var timing = PodTiming()

  package init(dataDirectory: String) { self.dataDirectory = dataDirectory }
}
