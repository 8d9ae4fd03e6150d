import TestDoubles

@testable import Kubernetes

extension ManualTime: TimeSource {}

extension KubernetesClient {
  /// A client of a scripted server whose waits take no time.
  init(_ server: ScriptedServer, time: any TimeSource = ManualTime(skipsSleeps: true)) throws {
    self.init(try ClusterConfiguration(server: server.url), fieldManager: "tester", time: time)
  }
}
