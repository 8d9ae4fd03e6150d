import JSON
import Testing

@testable import LocalCluster

@Suite("What a Deployment needs next")
struct DeploymentPlanTests {
  private func deployment(_ replicas: Int, _ more: JSONValue = [:]) -> JSONValue {
    var spec: JSONValue = ["replicas": .int(replicas), "template": ["spec": ["containers": [["image": "new"]]]]]
    for (key, value) in more.objectValue ?? [:] { spec[key] = value }
    return ["metadata": ["name": "d", "generation": 7], "spec": spec]
  }

  private func pod(_ name: String, isNew: Bool, isReady: Bool, isEnding: Bool = false) -> JSONValue {
    let hash = isNew ? DeploymentPlan.templateHash(deployment(1)["spec"]?["template"] ?? [:]) : "old"
    var pod: JSONValue = [
      "metadata": ["name": .string(name), "labels": ["pod-template-hash": .string(hash)]],
      "status": ["conditions": [["type": "Ready", "status": isReady ? "True" : "False"]]],
    ]
    if isEnding { pod.setMetadata("deletionTimestamp", "2026-01-01T00:00:00Z") }
    return pod
  }

  private func plan(_ deployment: JSONValue, _ pods: [JSONValue]) -> DeploymentPlan {
    DeploymentPlan.decide(deployment, pods: pods, now: Fixtures.start)
  }

  private func condition(_ plan: DeploymentPlan, _ type: String) -> JSONValue? {
    plan.status["conditions"]?.arrayValue?.first { $0["type"] == .string(type) }
  }

  @Test("missing pods are created, surplus ones deleted, those that are not ready first")
  func counts() {
    #expect(plan(deployment(2), []).creations == 2)
    let pods = [pod("a", isNew: true, isReady: true), pod("b", isNew: true, isReady: false)]
    #expect(plan(deployment(1), pods).deletions == ["b"])
    #expect(plan(deployment(0), pods).deletions.sorted() == ["a", "b"])
  }

  @Test("an ending pod counts no more")
  func ending() { #expect(plan(deployment(1), [pod("a", isNew: true, isReady: true, isEnding: true)]).creations == 1) }

  @Test("a new template rolls out: one more than wanted, and an old pod goes once a new one is ready")
  func rolling() {
    let old = [pod("a", isNew: false, isReady: true), pod("b", isNew: false, isReady: true)]
    let first = plan(deployment(2), old)
    #expect(first.creations == 1)
    #expect(first.deletions == [])
    let second = plan(deployment(2), old + [pod("n", isNew: true, isReady: false)])
    #expect(second.creations == 0)
    #expect(second.deletions == [])
    let third = plan(deployment(2), old + [pod("n", isNew: true, isReady: true)])
    #expect(third.deletions == ["a"])
  }

  @Test("old pods that are not ready make room at once")
  func brokenOld() {
    let plan = plan(deployment(1), [pod("a", isNew: false, isReady: false)])
    #expect(plan.creations == 1)
    #expect(plan.deletions == ["a"])
  }

  @Test("Recreate waits until the last old pod has ended")
  func recreate() {
    let strategy: JSONValue = ["strategy": ["type": "Recreate"]]
    let first = plan(deployment(1, strategy), [pod("a", isNew: false, isReady: true)])
    #expect(first.deletions == ["a"])
    #expect(first.creations == 0)
    #expect(plan(deployment(1, strategy), [pod("a", isNew: false, isReady: true, isEnding: true)]).creations == 0)
    #expect(plan(deployment(1, strategy), []).creations == 1)
  }

  @Test("a paused deployment is left alone")
  func paused() { #expect(plan(deployment(3, ["paused": true]), []).creations == 0) }

  @Test("the status counts pods and has the conditions that kubectl waits for")
  func status() {
    let none = plan(deployment(1), [])
    #expect(none.status["observedGeneration"] == 7)
    #expect(condition(none, "Available")?["status"] == "False")
    #expect(condition(none, "Progressing")?["reason"] == "ReplicaSetUpdated")
    let done = plan(deployment(1), [pod("a", isNew: true, isReady: true)])
    #expect(done.status["readyReplicas"] == 1)
    #expect(done.status["unavailableReplicas"] == nil)
    #expect(condition(done, "Available")?["status"] == "True")
    #expect(condition(done, "Progressing")?["reason"] == "NewReplicaSetAvailable")
  }

  @Test("a rollout that takes longer than its deadline says so")
  func deadline() {
    var late = deployment(1, ["progressDeadlineSeconds": 10])
    late["status"] = [
      "conditions": [
        [
          "type": "Progressing", "status": "True", "reason": "ReplicaSetUpdated",
          "lastUpdateTime": .string(Timestamp.text(Fixtures.start - 11)),
        ]
      ]
    ]
    #expect(condition(plan(late, []), "Progressing")?["reason"] == "ProgressDeadlineExceeded")
  }
}
