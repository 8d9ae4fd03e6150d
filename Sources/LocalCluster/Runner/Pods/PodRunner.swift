import Glibc
import JSON

/// Runs one pod: its processes, their restarts, its status.
actor PodRunner {
  nonisolated let pod: JSONValue
  private let context: PodContext
  private let token: String
  private let directory: String
  private var states: [ContainerState]
  private var processes: [String: ChildProcess] = [:]
  private var isStopping = false
  private var task: Task<Void, Never>?
  private var waker: CheckedContinuation<Void, Never>?

  init(pod: JSONValue, context: PodContext) {
    self.pod = pod
    self.context = context
    directory = context.directory + "/" + pod.uid
    token = context.keys.issue(
      .serviceAccount(pod["spec"]?["serviceAccountName"]?.stringValue ?? "default", namespace: pod.objectNamespace))
    states = (pod["spec"]?["containers"]?.arrayValue ?? []).map {
      ContainerState(name: $0["name"]?.stringValue ?? "", image: $0["image"]?.stringValue ?? "")
    }
  }

  func start() {
    guard task == nil else { return }
    task = Task { await run() }
  }

  /// Something that the pod may have waited for has changed.
  func wake() {
    waker?.resume()
    waker = nil
  }

  /// Ends the processes, by SIGTERM and after the grace period by SIGKILL, and removes the pod's files.
  /// - Parameter grace: seconds.
  func stop(grace: Int) async {
    isStopping = true
    task?.cancel()
    wake()
    let running = Array(processes.values)
    for process in running { process.signal(SIGTERM) }
    let killer = Task {
      try await Task.sleep(for: .seconds(grace))
      for process in running { process.signal(SIGKILL) }
    }
    for process in running { _ = await process.ending() }
    killer.cancel()
    await task?.value
    context.keys.revoke(token)
    PrivateFile.remove(directory)
  }

  private func run() async {
    report()
    var said: PodProblem?
    while !isStopping {
      do {
        let plans = try prepare()
        await withTaskGroup(of: Void.self) { group in
          for plan in plans { group.addTask { await self.run(plan) } }
        }
        return
      } catch {
        let problem = error as? PodProblem ?? .configuration("\(error)")
        for index in states.indices {
          states[index].phase = .waiting(reason: problem.reason, message: problem.message)
        }
        report()
        if problem != said {
          PodEvents(cluster: context.cluster).write(pod, "Failed", "Error: \(problem.message)", isWarning: true)
        }
        said = problem
        await withCheckedContinuation { waker = $0 }
      }
    }
  }

  /// Writes the pod's files and says what is to be started.
  private func prepare() throws -> [ContainerPlan] {
    let account = pod["spec"]?["serviceAccountName"]?.stringValue ?? "default"
    let store = context.cluster.state.store
    guard store.object(.serviceAccounts, namespace: pod.objectNamespace, name: account) != nil else {
      throw PodProblem.configuration("serviceaccount \"\(account)\" not found")
    }
    let kubeconfig = directory + "/kubeconfig"
    let settings = PodSettings(
      images: context.images, programs: context.programs,
      environment: [
        ("KUBECONFIG", kubeconfig), ("LOCALCLUSTER_SERVICES", context.servicesPath(pod.objectNamespace)),
        (StandardStreams.variable, directory + "/streams"),
      ])
    let planner = PodPlanner(
      sources: PodSources(pod: pod, store: store), settings: settings, ports: PodPorts.ports(pod),
      volumesDirectory: directory + "/volumes")
    let containers = try planner.containers()
    let volumes = try planner.volumes()
    try PrivateFile.makeDirectory(directory)
    let contents = KubeconfigFile.contents(
      server: context.address, token: token, namespace: pod.objectNamespace, user: account)
    try PrivateFile.write(contents.bytes(.pretty), to: kubeconfig)
    for volume in volumes {
      try PrivateFile.makeDirectory(volume.directory)
      for file in volume.files {
        let path = volume.directory + "/" + file.path
        if file.path.contains("/") {
          try PrivateFile.makeDirectory(
            path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
        }
        try PrivateFile.write(file.bytes, to: path, mode: 0o400)
      }
    }
    return containers
  }

  /// Runs a container until the pod stops, again and again where its restart policy says so.
  private func run(_ plan: ContainerPlan) async {
    var backoff = context.timing.shortestBackoff
    while !isStopping {
      let started = ContinuousClock.now
      let ending = await runOnce(plan)
      if isStopping { return }
      let policy = pod["spec"]?["restartPolicy"]?.stringValue ?? "Always"
      if let ending, policy == "Never" || (policy == "OnFailure" && ending.code == 0) { return }
      if started.duration(to: .now) > context.timing.stableAfter { backoff = context.timing.shortestBackoff }
      change(plan.name) { state in
        state.last = state.phase
        state.restarts += 1
        state.phase = .waiting(
          reason: "CrashLoopBackOff", message: "back-off \(backoff) restarting failed container=\(plan.name)")
      }
      PodEvents(cluster: context.cluster).write(
        pod, "BackOff", "Back-off restarting failed container \(plan.name)", isWarning: true)
      try? await Task.sleep(for: backoff)
      backoff = min(backoff * 2, context.timing.longestBackoff)
    }
  }

  /// - Returns: `nil` when the process could not be started.
  private func runOnce(_ plan: ContainerPlan) async -> ChildProcess.Ending? {
    let log = PodLogFiles.path(context.directory, uid: pod.uid, container: plan.name)
    rename(log, log + ".previous")
    let process: ChildProcess
    do throws(LocalClusterError) {
      var command = ChildProcess.Command(
        arguments: plan.arguments, environment: InheritedEnvironment.variables() + plan.environment,
        directory: directory, outputPath: log)
      if plan.hasInput {
        let streams = StandardStreams(directory: directory + "/streams", container: plan.name)
        try streams.make()
        command.streams = streams
      }
      process = try ChildProcess.start(command)
    } catch {
      context.logger.error("cannot start a container", metadata: ["pod": "\(place)", "reason": "\(error)"])
      PodEvents(cluster: context.cluster).write(pod, "Failed", "Error: \(error)", isWarning: true)
      change(plan.name) { $0.phase = .waiting(reason: "StartError", message: error.reason) }
      return nil
    }
    processes[plan.name] = process
    context.guardian.add(process.pid)
    context.logger.info("started", metadata: ["pod": "\(place)", "container": "\(plan.name)", "pid": "\(process.pid)"])
    PodEvents(cluster: context.cluster).write(pod, "Started", "Started container \(plan.name)")
    let now = context.cluster.state.now()
    change(plan.name) { state in
      state.phase = .running(since: now)
      state.isReady = plan.readiness == nil
    }
    let probing = plan.readiness.map { probe in Task { await self.probe(probe, plan.name) } }
    let ending = await process.ending()
    probing?.cancel()
    await probing?.value
    processes[plan.name] = nil
    context.guardian.remove(process.pid)
    context.logger.info(
      "ended", metadata: ["pod": "\(place)", "container": "\(plan.name)", "code": "\(ending.code)"])
    let end = context.cluster.state.now()
    change(plan.name) { state in
      state.phase = .terminated(ending, at: end)
      state.isReady = false
    }
    return ending
  }

  /// Checks until cancelled. Until a container is ready it is checked more often than its period says.
  private func probe(_ probe: ReadinessProbe, _ name: String) async {
    let runner = ProbeRunner(http: context.http)
    var successes = 0
    var failures = 0
    do {
      try await Task.sleep(for: probe.initialDelay)
      while true {
        let succeeded = await runner.succeeds(probe)
        try Task.checkCancellation()
        (successes, failures) = succeeded ? (successes + 1, 0) : (0, failures + 1)
        let isReady = states.first { $0.name == name }?.isReady ?? false
        if !isReady, successes >= probe.successThreshold { change(name) { $0.isReady = true } }
        if isReady, failures >= probe.failureThreshold {
          change(name) { $0.isReady = false }
          PodEvents(cluster: context.cluster).write(pod, "Unhealthy", "Readiness probe failed", isWarning: true)
        }
        let eager = min(context.timing.eagerProbePeriod, probe.period)
        let isReadyNow = states.first { $0.name == name }?.isReady ?? false
        try await Task.sleep(for: isReadyNow ? probe.period : eager)
      }
    } catch {
      // Cancelled: the process has ended.
    }
  }

  private var place: String { "\(pod.objectNamespace)/\(pod.objectName)" }

  private func change(_ name: String, _ body: (inout ContainerState) -> Void) {
    guard let index = states.firstIndex(where: { $0.name == name }) else { return }
    body(&states[index])
    report()
  }

  /// Writes the pod's status.
  private func report() {
    guard
      var target = context.cluster.state.target(.pods, namespace: pod.objectNamespace, name: pod.objectName)
    else { return }
    target.subresource = "status"
    let place = target
    let states = states
    let uid = pod.uid
    // The pod may be gone by now, or another may have its name.
    _ = try? context.cluster.change { state throws(APIStatus) in
      var object = try state.get(place)
      guard object.uid == uid else { return }
      object["status"] = PodStatus.json(states, live: object["status"], now: state.now())
      _ = try state.update(object, at: place, WriteMode(fieldManager: "local-node"))
    }
  }
}
