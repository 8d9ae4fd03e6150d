import Controllers
import GatewayDocument
import Kubernetes
import Logging
import Metrics
import Synchronization

/// The operator in a cluster: watches, decides, applies.
package final class OperatorRuntime: Sendable {
  private let client: KubernetesClient
  private let view: ClusterView
  private let events: EventRecorder
  private let controllers: [WorkItem.Kind: Controller<WorkItem>]
  private let resyncs: [Resync<WorkItem>]
  private let elector: LeaderElector?
  private let prober: Prober
  private let metrics: MetricsRegistry
  private let time: any TimeSource
  private let logger: Logger

  /// - Parameters:
  ///   - namespaces: empty for all.
  ///   - leadership: `nil` where no other operator runs.
  ///   - probing: how servers and gateways are asked.
  package init(
    _ client: KubernetesClient, settings: OperatorSettings, keys: any KeyMaker, namespaces: [String] = [],
    leadership: Leadership? = nil, options: OperatorOptions = OperatorOptions(), probing: Probing,
    metrics: MetricsRegistry = MetricsRegistry(), time: any TimeSource = SystemTime(), logger: Logger
  ) {
    var client = client
    client.metrics = RequestMetrics(metrics)
    let elector = leadership.map {
      LeaderElector(
        $0.lease, identity: $0.identity, store: ClusterLeaseStore(client), timing: $0.timing, time: time,
        logger: logger)
    }
    if let elector { client.fence = { elector.writeLimit } }
    let view = ClusterView(client, namespaces: namespaces, time: time, logger: logger)
    let events = EventRecorder(ClusterEventSink(client), component: "vmcp-operator", time: time, logger: logger)
    let (queueMetrics, controllerMetrics) = (QueueMetrics(metrics), ControllerMetrics(metrics))
    let queues = Dictionary(
      uniqueKeysWithValues: WorkItem.Kind.allCases.map {
        ($0, WorkQueue<WorkItem>($0.rawValue.lowercased(), time: time, metrics: queueMetrics))
      })
    let prober = Prober(timing: probing.timing, time: time, ask: probing.ask) { queues[$0.kind]?.add($0) }
    let reconciler = Reconciler(
      view: view, index: view.index, client: client, decision: VirtualMCPServerDecision(settings: settings, keys: keys),
      executor: PlanExecutor(
        client: client, view: view, applied: AppliedObjects(), events: events, logger: logger, time: time,
        written: view.written, pacer: StatusPacer(time: time)),
      prober: prober, fetch: { [client] in try await view.fetch($0, with: client) })
    var controllers: [WorkItem.Kind: Controller<WorkItem>] = [:]
    for (kind, queue) in queues {
      controllers[kind] = Controller(
        queue.name, queue: queue, workers: options.workers,
        grace: options.grace, time: time, logger: logger, metrics: controllerMetrics
      ) { try await reconciler.reconcile($0) }
    }
    self.client = client
    self.view = view
    self.events = events
    self.prober = prober
    self.controllers = controllers
    resyncs = controllers.map { kind, controller in
      Resync(every: options.resync, time: time, queue: controller.queue) {
        view.keys(kind.resource).map { WorkItem(kind, $0) }
      }
    }
    self.elector = elector
    self.metrics = metrics
    self.time = time
    self.logger = logger
    Self.route(view, to: queues)
    if let leadership {
      metrics.collect(
        "leader_election_master_status", "Whether this process leads.", .gauge, labels: "name"
      ) { [([leadership.lease.name], elector?.isLeading == true ? 1 : 0)] }
    }
  }

  /// Whether the picture of the cluster is complete.
  package var isReady: Bool { view.hasSynced }

  /// Whether this process may write now.
  package var isLeading: Bool { elector?.isLeading ?? true }

  /// All metrics in Prometheus' text format.
  package var metricsText: String {
    for controller in controllers.values { controller.queue.updateMetrics() }
    return metrics.text
  }

  /// Works until the task is cancelled; what is under way then may end within the grace time.
  /// - Throws: `LeadershipLost` when another operator took over.
  package func run() async throws {
    let following = Task { await view.run() }
    let recording = Task { await events.run() }
    let asking = Task { await prober.run() }
    defer {
      following.cancel()
      recording.cancel()
      asking.cancel()
    }
    try await view.waitUntilSynced()
    logger.info("in sync with the cluster", metadata: ["cluster": "\(client.configuration.origin)"])
    if let elector {
      guard try await elector.lead(work) == .finished else { throw LeadershipLost() }
    } else {
      await work()
    }
    await finish(recording)
  }

  /// What was done is still told.
  private func finish(_ recording: Task<Void, Never>) async {
    events.finish()
    let limit = Task { [time] in
      try? await time.sleep(for: .seconds(2))
      recording.cancel()
    }
    await recording.value
    limit.cancel()
  }

  private func work() async {
    await withTaskGroup(of: Void.self) { group in
      for controller in controllers.values { group.addTask { await controller.run() } }
      for resync in resyncs { group.addTask { await resync.run() } }
    }
  }

  private static func route(_ view: ClusterView, to queues: [WorkItem.Kind: WorkQueue<WorkItem>]) {
    let map = ChangeMap(index: view.index)
    let hasSynced = Atomic(false)
    view.onChange { kind, event, isOwn in
      // What was there at the start lets changes pass.
      var isKnown = hasSynced.load(ordering: .relaxed)
      if !isKnown, view.hasSynced {
        hasSynced.store(true, ordering: .relaxed)
        isKnown = true
      }
      for item in map.items(kind, event, isOwn: isOwn) { queues[item.kind]?.add(item, isKnown ? .normal : .background) }
    }
  }
}
