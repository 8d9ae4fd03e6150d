import JSON
import Logging

/// Runs what the cluster's objects ask for: looks at everything after each change.
actor Runner {
  private let context: PodContext
  private let services: ServiceForwarders
  private let deployments: DeploymentController
  private let statefulSets: StatefulSetController
  private var pods: [String: PodRunner] = [:]
  private var stopping: [String: Task<Void, Never>] = [:]
  private var task: Task<Void, Never>?

  init(context: PodContext, services: ServiceForwarders) {
    self.context = context
    self.services = services
    deployments = DeploymentController(cluster: context.cluster, images: context.images)
    statefulSets = StatefulSetController(cluster: context.cluster, images: context.images)
  }

  func start() {
    LocalNode.register(in: context.cluster)
    let changes = context.cluster.changes(of: [
      .deployments, .statefulSets, .pods, .services, .namespaces, .secrets, .configMaps, .serviceAccounts,
    ])
    task = Task {
      await reconcile()
      for await _ in changes { await reconcile() }
    }
  }

  /// Ends every process, all at the same time.
  func stop() async {
    task?.cancel()
    await task?.value
    await withTaskGroup(of: Void.self) { group in
      for runner in pods.values {
        group.addTask { await runner.stop(grace: min(10, Self.grace(runner.pod))) }
      }
      for task in stopping.values { group.addTask { await task.value } }
    }
    pods = [:]
    await services.stop()
  }

  private func reconcile() async {
    do {
      try await services.reconcile()
      try deployments.reconcile()
      try statefulSets.reconcile()
    } catch {
      context.logger.error("the cluster is not as its objects want it", metadata: ["reason": "\(error)"])
    }
    let objects = context.cluster.state.store.objects(.pods)
    let present = Set(objects.map(\.uid))
    for pod in objects where stopping[pod.uid] == nil {
      if pod.deletionTimestamp != nil {
        end(pod)
      } else if let runner = pods[pod.uid] {
        await runner.wake()
      } else {
        await begin(pod)
      }
    }
    // Deleted at once, without a grace period.
    for (uid, runner) in pods where !present.contains(uid) && stopping[uid] == nil { end(runner.pod) }
  }

  private func begin(_ pod: JSONValue) async {
    guard let pod = placed(pod) else { return }
    let runner = PodRunner(pod: pod, context: context)
    pods[pod.uid] = runner
    await runner.start()
  }

  /// A pod that nobody has placed, because a person made it, gets its node and ports.
  private func placed(_ pod: JSONValue) -> JSONValue? {
    if pod["spec"]?["nodeName"] != nil, pod.annotations[PodPorts.annotation] != nil { return pod }
    var pod = pod
    guard (try? PodPorts.assign(to: &pod, context.images)) != nil,
      let target = context.cluster.state.target(.pods, namespace: pod.objectNamespace, name: pod.objectName)
    else { return nil }
    pod["spec"]?["nodeName"] = .string(LocalNode.name)
    let object = pod
    return try? context.cluster.change { state throws(APIStatus) in
      try state.update(object, at: target, WriteMode(fieldManager: "local-scheduler")).object
    }
  }

  private func end(_ pod: JSONValue) {
    let runner = pods.removeValue(forKey: pod.uid)
    let context = context
    stopping[pod.uid] = Task {
      await runner?.stop(grace: Self.grace(pod))
      Self.remove(pod, context.cluster)
      self.forget(pod.uid)
    }
  }

  private func forget(_ uid: String) { stopping[uid] = nil }

  private static func grace(_ pod: JSONValue) -> Int {
    pod.metadata?["deletionGracePeriodSeconds"]?.intValue ?? pod["spec"]?["terminationGracePeriodSeconds"]?.intValue
      ?? 30
  }

  private static func remove(_ pod: JSONValue, _ cluster: SharedCluster) {
    guard let target = cluster.state.target(.pods, namespace: pod.objectNamespace, name: pod.objectName) else { return }
    var mode = DeletionMode()
    mode.gracePeriod = 0
    mode.uid = pod.uid
    let wanted = mode
    // It may be gone already.
    _ = try? cluster.change { state throws(APIStatus) in try state.delete(target, wanted) }
  }
}
