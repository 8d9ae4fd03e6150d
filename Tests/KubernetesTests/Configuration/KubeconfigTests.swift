import Curl
import Testing

@testable import Kubernetes

@Suite struct KubeconfigTests {
  private func kubeconfig(
    cluster: String = "server: https://a.example:6443", user: String = "token: t-1", context: String = ""
  ) -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: one
    contexts:
    - name: one
      context: {cluster: c, user: u\(context)}
    clusters:
    - name: c
      cluster: {\(cluster)}
    users:
    - name: u
      user: {\(user)}
    """
  }

  private func load(_ text: String, path: String = "/home/x/.kube/config", context: String? = nil) throws
    -> ClusterConfiguration
  {
    try Kubeconfig(documents: [Kubeconfig.Document(path: path, text: text)]).configuration(context: context)
  }

  private func problem(_ text: String, context: String? = nil) -> String? {
    do {
      _ = try load(text, context: context)
      return nil
    } catch let error as KubernetesError {
      return error.code == .configuration ? error.message : nil
    } catch {
      return nil
    }
  }

  @Test("Server, token, namespace and authority come from the current context")
  func current() throws {
    let configuration = try load(
      kubeconfig(
        cluster: "server: 'https://a.example:6443/k8s/', certificate-authority-data: Q0E=", context: ", namespace: team"
      ))
    #expect(configuration.server == "https://a.example:6443/k8s")
    #expect(configuration.namespace == "team")
    var request = CurlRequest("GET", configuration.server)
    try configuration.authenticate(&request)
    #expect(request.headers["Authorization"] == "Bearer t-1")
    #expect(request.tls.trust == .pem(Array("CA".utf8)))
    #expect(request.tls.identity == nil)
  }

  @Test("Client certificate data is decoded; insecure trust only when it is asked for")
  func certificates() throws {
    let configuration = try load(
      kubeconfig(
        cluster: "server: 'https://a:1', insecure-skip-tls-verify: true",
        user: "client-certificate-data: Q0VSVA==, client-key-data: S0VZ"))
    var request = CurlRequest("GET", configuration.server)
    try configuration.authenticate(&request)
    #expect(request.tls.trust == .anything)
    #expect(request.tls.identity == CurlTLS.Identity(certificate: Array("CERT".utf8), key: Array("KEY".utf8)))
    #expect(request.headers["Authorization"] == nil)
  }

  @Test("Relative files are beside the kubeconfig, and a changed token file is read again")
  func files() throws {
    let directory = try TemporaryDirectory()
    try directory.write("ca.crt", "CA")
    try directory.write("token", " first\n")
    let configuration = try load(
      kubeconfig(
        cluster: "server: 'https://a:1', certificate-authority: ca.crt", user: "tokenFile: token, token: other"),
      path: directory.path + "/config")
    var request = CurlRequest("GET", configuration.server)
    try configuration.authenticate(&request)
    #expect(request.headers["Authorization"] == "Bearer first")
    #expect(request.tls.trust == .pem(Array("CA".utf8)))
    try directory.write("token", "second")
    try configuration.authenticate(&request)
    #expect(request.headers["Authorization"] == "Bearer second")
  }

  @Test(
    "What is not supported is refused with what to do instead",
    arguments: [
      ("exec: {command: aws}", "credential plugins (exec) are not run"),
      ("auth-provider: {name: gcp}", "auth-provider is not supported"),
      ("username: u, password: p", "basic authentication is not supported"),
      ("token: t, as: admin", "impersonation (as) is not supported"),
      ("client-key-data: S0VZ", "a client-key without a client-certificate"),
      ("client-certificate-data: S0VZ", "a client-certificate without a client-key"),
      ("client-certificate-data: '***', client-key-data: S0VZ", "client-certificate-data is not base64"),
      (#"token: "a\nb""#, "the token holds a character"),
    ])
  func refusals(user: String, message: String) throws {
    let problem = try #require(self.problem(kubeconfig(user: user)))
    #expect(problem.contains(message))
    #expect(problem.hasPrefix("/home/x/.kube/config: \"u\": "))
  }

  @Test(
    "A broken kubeconfig says what is missing",
    arguments: [
      ("contexts: []", "no current-context is set"), ("current-context: nope", "there is no context \"nope\""),
      ("a: [", "/home/x/.kube/config: line 2"),
    ])
  func broken(text: String, message: String) throws {
    #expect(try #require(self.problem(text)).contains(message))
  }

  @Test(
    "A cluster that cannot be trusted or reached is refused",
    arguments: [
      ("x: y", "has no server"), ("server: 'ftp://a'", "not an http or https address"),
      ("server: 'https://u:p@a'", "not an http or https address"),
      ("server: 'https://a', tls-server-name: b", "tls-server-name is not supported"),
      ("server: 'https://a', insecure-skip-tls-verify: true, certificate-authority-data: Q0E=", "exclude each other"),
    ])
  func brokenCluster(cluster: String, message: String) throws {
    #expect(try #require(self.problem(kubeconfig(cluster: cluster))).contains(message))
  }

  @Test("Of several files the first that has an entry counts; another context can be named")
  func merging() throws {
    let second = """
      current-context: two
      contexts:
      - {name: two, context: {cluster: d, user: u}}
      - {name: one, context: {cluster: d}}
      clusters:
      - {name: d, cluster: {server: 'https://d.example'}}
      """
    let documents = [
      try Kubeconfig.Document(path: "a", text: kubeconfig()), try Kubeconfig.Document(path: "b", text: second),
    ]
    let merged = Kubeconfig(documents: documents)
    #expect(try merged.configuration(context: nil).server == "https://a.example:6443")
    #expect(try merged.configuration(context: "two").server == "https://d.example")
    #expect(try merged.configuration(context: "two").token?.text() == "t-1")
  }

  @Test("Secrets do not print")
  func descriptions() throws {
    let configuration = try load(kubeconfig(user: "token: s3cret"))
    #expect("\(configuration)" == "https://a.example:6443 (context \"one\")")
    #expect("\(try #require(configuration.token))" == "inline")
    #expect(!String(reflecting: configuration).contains("s3cret"))
  }
}
