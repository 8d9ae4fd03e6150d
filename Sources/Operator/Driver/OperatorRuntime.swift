import Controllers
import GatewayDocument
import Kubernetes
import Logging

/// The operator in a cluster: watches, decides, applies.
package struct OperatorRuntime: Sendable {
  package struct Leadership: Sendable {
    package let lease: ObjectKey
    /// Unlike every other candidate's.
    package let identity: String

    package init(lease: ObjectKey, identity: String) {
      self.lease = lease
      self.identity = identity
    }
  }

  private let client: KubernetesClient
  private let view: ClusterView
  private let events: EventRecorder
  private let controller: Controller<WorkItem>
  private let elector: LeaderElector?
  private let prober: Prober
  private let logger: Logger

  /// - Parameters:
  ///   - namespaces: empty for all.
  ///   - leadership: `nil` where no other operator runs.
  ///   - probing: how servers and gateways are asked.
  package init(
    _ client: KubernetesClient, settings: OperatorSettings, keys: any KeyMaker, namespaces: [String] = [],
    leadership: Leadership? = nil, probing: Probing, time: any TimeSource = SystemTime(), logger: Logger
  ) {
    self.client = client
    self.logger = logger
    let view = ClusterView(client, namespaces: namespaces, logger: logger)
    let events = EventRecorder(ClusterEventSink(client), component: "vmcp-operator", time: time, logger: logger)
    let queue = WorkQueue<WorkItem>()
    let prober = Prober(timing: probing.timing, time: time, ask: probing.ask) { queue.add($0) }
    let reconciler = Reconciler(
      view: view, index: view.index, client: client, decision: VirtualMCPServerDecision(settings: settings, keys: keys),
      executor: PlanExecutor(
        client: client, view: view, applied: AppliedObjects(), events: events, logger: logger, time: time),
      prober: prober)
    let controller = Controller<WorkItem>("operator", queue: queue, time: time, logger: logger) {
      try await reconciler.reconcile($0)
    }
    let map = ChangeMap(index: view.index)
    view.onChange { kind, event in
      for item in map.items(kind, event) { controller.queue.add(item) }
    }
    self.view = view
    self.events = events
    self.controller = controller
    self.prober = prober
    elector = leadership.map {
      LeaderElector(
        $0.lease, identity: $0.identity, store: ClusterLeaseStore(client), time: time, logger: logger)
    }
  }

  /// Whether the picture of the cluster is complete.
  package var isReady: Bool { view.hasSynced }

  /// Works until the task is cancelled.
  /// - Throws: `LeadershipLost` when another operator took over.
  package func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await view.run() }
      group.addTask { await events.run() }
      group.addTask { await prober.run() }
      group.addTask {
        try await view.waitUntilSynced()
        logger.info("in sync with the cluster", metadata: ["cluster": "\(client.configuration.origin)"])
        if let elector {
          guard try await elector.lead(controller.run) == .finished else { throw LeadershipLost() }
        } else {
          await controller.run()
        }
      }
      defer { group.cancelAll() }
      // The watches never end by themselves; whoever ends first ends all.
      try await group.next()
    }
  }
}

/// Another operator leads now. To begin anew is the pod's affair.
package struct LeadershipLost: Error, CustomStringConvertible {
  package var description: String { "the leader lease was lost" }
}
