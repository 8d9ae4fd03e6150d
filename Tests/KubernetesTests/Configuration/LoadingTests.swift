import Testing

@testable import Kubernetes

@Suite struct LoadingTests {
  private func minimal(_ host: String) -> String {
    """
    current-context: x
    contexts: [{name: x, context: {cluster: x}}]
    clusters: [{name: x, cluster: {server: 'https://\(host)'}}]
    """
  }

  @Test("A file that is given goes before KUBECONFIG, and that before the home directory")
  func precedence() throws {
    let directory = try TemporaryDirectory()
    let given = try directory.write("given", minimal("given"))
    let variable = try directory.write("variable", minimal("variable"))
    let environment = ["KUBECONFIG": directory.path + "/missing:" + variable, "HOME": directory.path]
    #expect(try ClusterConfiguration.load(kubeconfig: given, environment: environment).server == "https://given")
    #expect(try ClusterConfiguration.load(environment: environment).server == "https://variable")
    let error = #expect(throws: KubernetesError.self) {
      try ClusterConfiguration.load(environment: ["HOME": directory.path])
    }
    #expect(error?.message.contains(directory.path + "/.kube/config") == true)
  }

  @Test("In a pod: address, authority, namespace, and a token that is read again when it was rotated")
  func inCluster() throws {
    let directory = try TemporaryDirectory()
    for (name, text) in [("token", "one"), ("ca.crt", "CA"), ("namespace", "team\n")] {
      try directory.write(name, text)
    }
    let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
    let configuration = try ClusterConfiguration.inCluster(environment, directory: directory.path)
    #expect(configuration.server == "https://[fd00::1]")
    #expect(configuration.namespace == "team")
    #expect(try configuration.token?.text() == "one")
    try directory.write("token", "two")
    #expect(try configuration.token?.text() == "two")
  }

  @Test("A pod without its token is told so")
  func noToken() throws {
    let directory = try TemporaryDirectory()
    let environment = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]
    let error = #expect(throws: KubernetesError.self) {
      try ClusterConfiguration.inCluster(environment, directory: directory.path)
    }
    #expect(error?.message.contains("/token: No such file") == true)
  }

  @Test("A file over 1 MB is not read")
  func tooLarge() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("big", String(repeating: "x", count: (1 << 20) + 1))
    #expect(throws: KubernetesError.self) { try WatchedFile(path).contents() }
  }
}
