import JSON
import Kubernetes
import Logging
import Testing

@testable import Operator

@Suite struct OwnDisruptionBudgetTests {
  @Test(arguments: [
    (["v1beta1"], "policy/v1beta1"), (["v1", "v1beta1"], "policy/v1"), (["v1"], "policy/v1"), (["v2"], nil), ([], nil),
  ])
  func `the version is the newest that the cluster serves`(served: [String], chosen: String?) {
    let versions = served.map { JSONValue.object(["groupVersion": .string("policy/" + $0), "version": .string($0)]) }
    #expect(OwnDisruptionBudget.kind(["name": "policy", "versions": .array(versions)])?.apiVersion == chosen)
    #expect(OwnDisruptionBudget.kind(.null) == nil)
  }

  @Test func `it lets one pod of the Deployment go at a time, and goes with it`() async throws {
    try await LiveCluster.with { live in
      let key = ObjectKey(namespace: "default", name: "vmcp-operator")
      var logger = Logger(label: "test")
      logger.logLevel = .critical
      let budget = OwnDisruptionBudget(live.client, deployment: key, logger: logger)
      await budget.ensure()
      #expect(try await live.client.find(.podDisruptionBudgets, key) == nil, "there is no Deployment yet")
      let labels: JSONValue = ["matchLabels": ["app": "o"]]
      let deployment = try await live.client.create(
        .deployments,
        KubernetesObject(
          .deployments, key,
          fields: [
            "spec": [
              "selector": labels,
              "template": [
                "metadata": ["labels": ["app": "o"]],
                "spec": ["containers": [["name": "o", "image": "example/o"]]],
              ],
            ]
          ]))
      for _ in 1...2 { await budget.ensure() }
      let made = try await live.client.get(.podDisruptionBudgets, key)
      #expect(made[path: "spec", "maxUnavailable"] == 1)
      #expect(made[path: "spec", "selector"] == labels)
      #expect(made.ownerReferences.map(\.uid) == [deployment.uid])
    }
  }
}
