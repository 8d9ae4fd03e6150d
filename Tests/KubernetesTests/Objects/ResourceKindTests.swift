import Testing

@testable import Kubernetes

@Suite struct ResourceKindTests {
  private let servers = ResourceKind(
    group: "toolhive.stacklok.dev", version: "v1beta1", kind: "VirtualMCPServer", plural: "virtualmcpservers")

  @Test("Paths of core and grouped, namespaced and cluster-scoped kinds")
  func paths() {
    let key = ObjectKey(namespace: "team-a", name: "tools")
    #expect(ResourceKind.services.path(key) == "/api/v1/namespaces/team-a/services/tools")
    #expect(
      servers.path(key, subresource: "status")
        == "/apis/toolhive.stacklok.dev/v1beta1/namespaces/team-a/virtualmcpservers/tools/status")
    #expect(servers.path() == "/apis/toolhive.stacklok.dev/v1beta1/virtualmcpservers")
    #expect(ResourceKind.namespaces.path(ObjectKey(name: "team-a")) == "/api/v1/namespaces/team-a")
    #expect(servers.apiVersion == "toolhive.stacklok.dev/v1beta1")
    #expect(ResourceKind.services.apiVersion == "v1")
  }

  @Test("A name cannot leave its place in the path")
  func escaping() {
    let key = ObjectKey(namespace: "a/../b", name: "x/status?force=true")
    #expect(ResourceKind.pods.path(key) == "/api/v1/namespaces/a%2F..%2Fb/pods/x%2Fstatus%3Fforce%3Dtrue")
  }
}
