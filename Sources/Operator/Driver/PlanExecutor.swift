import Controllers
import FoundationEssentials
import JSON
import Kubernetes
import Logging
import Resources

/// Carries plans out.
struct PlanExecutor: Sendable {
  let client: KubernetesClient
  let view: any ObjectReader
  let applied: AppliedObjects
  let events: EventRecorder
  let logger: Logger
  let time: any TimeSource
  var written = WrittenObjects()
  /// `nil` writes every status at once.
  var pacer: StatusPacer?

  /// Writes what differs, then the status; also when a write failed, which the status then says.
  /// - Parameter failure: what the status says then; `nil` where no write is promised.
  /// - Returns: when the status is to be written; `nil` where that is done.
  /// - Throws: the write's `KubernetesError`, without anything of a Secret in it.
  @discardableResult
  func execute<Kind: CustomResource>(
    _ plan: Plan, for current: KubernetesObject, as kind: Kind.Type, failure: WriteFailure?
  ) async throws -> Duration? {
    var plan = plan
    var thrown: KubernetesError?
    var left = plan.steps[...]
    do {
      while let step = left.first {
        try await execute(step)
        left.removeFirst()
      }
    } catch let error as KubernetesError {
      switch error.code {
      case .conflict, .alreadyExists:
        // Another writer came first: all is decided anew from what that one left, and until then nothing is said.
        if let object = left.first?.object { try await readAnew(object) }
        throw error
      case .fenced, .terminating: throw error
      default: break
      }
      thrown = error
      failure?.change(&plan, left: left, error, generation: current.generation)
    }
    let update = StatusUpdate(plan, of: current, as: kind, now: time.wallTime())
    let resource = ResourceKind(kind)
    if thrown == nil, let wait = pacer?.wait(resource, update.object, of: current) { return wait }
    if let object = update.object {
      try await written.write(resource, object.key, object) {
        if !update.emptied.isEmpty {
          var removed = JSONObject()
          for name in update.emptied { removed[name] = JSONValue.null }
          try await client.patch(
            resource, object.key, merging: ["status": .object(removed)], subresource: "status")
        }
        return try await client.apply(resource, object, subresource: "status")
      }
      for condition in update.turned { announce(condition, current) }
    }
    if let thrown { throw thrown }
    return nil
  }

  private func execute(_ step: PlanStep) async throws {
    switch step {
    case .apply(let object):
      let wanted = AppliedObjects.marked(object)
      let kind = try Self.resource(wanted)
      guard !applied.isApplied(wanted, view.find(kind, wanted.key)) else { return }
      let stored = try await written.write(kind, wanted.key, wanted) {
        try await redacting(wanted) { try await client.apply(kind, wanted) }
      }
      applied.note(wanted, stored: stored)
      logger.info("applied", metadata: ["kind": "\(kind.kind)", "object": "\(wanted.key)"])
    case .remove(let object):
      let kind = try Self.resource(object)
      do {
        try await client.delete(kind, object.key, DeleteOptions(uid: object.uid))
      } catch let error as KubernetesError where error.code == .notFound {}
      logger.info("deleted", metadata: ["kind": "\(kind.kind)", "object": "\(object.key)"])
    case .release(let object, let finalizers):
      try await write(object.finalizers.filter { !finalizers.contains($0) }, to: object)
    case .protect(let object, let finalizer):
      try await write(object.finalizers + [finalizer], to: object)
    }
  }

  /// Only over the version that was seen: finalizers of others are not lost.
  private func write(_ finalizers: [String], to object: KubernetesObject) async throws {
    var metadata: JSONObject = ["finalizers": .array(finalizers.map { .string($0) })]
    metadata["resourceVersion"] = object.resourceVersion.map { .string($0) }
    let kind = try Self.resource(object)
    try await written.write(kind, object.key) {
      try await client.patch(kind, object.key, merging: ["metadata": .object(metadata)])
    }
  }

  /// The watches may be behind for a while yet.
  private func readAnew(_ object: KubernetesObject) async throws {
    let kind = try Self.resource(object)
    if let fresh = try await client.find(kind, object.key) { written.note(kind, fresh) }
  }

  /// An API server's complaint about a Secret may repeat what it holds.
  @discardableResult
  private func redacting(
    _ object: KubernetesObject, _ write: () async throws -> KubernetesObject
  ) async throws -> KubernetesObject {
    do {
      return try await write()
    } catch let error as KubernetesError {
      let place = "\(object.kind ?? "") \"\(object.name)\""
      let message = object.kind == "Secret" ? "the API server refused it" : error.message
      throw KubernetesError(
        error.code, "\(place): \(message)", status: error.status, reason: error.reason, retryAfter: error.retryAfter)
    }
  }

  private func announce(_ condition: Condition, _ object: KubernetesObject) {
    guard condition.type != "DeploymentReady" else { return }
    events.record(
      object, condition.isTrouble ? .warning : .normal,
      reason: condition.reason,
      message: condition.message.isEmpty ? condition.type : condition.message)
    logger.info(
      "condition",
      metadata: [
        "kind": "\(object.kind ?? "")", "object": "\(object.key)", "type": "\(condition.type)",
        "status": "\(condition.status.rawValue)", "reason": "\(condition.reason)", "message": "\(condition.message)",
      ])
  }

  private static func resource(_ object: KubernetesObject) throws(KubernetesError) -> ResourceKind {
    let all = ClusterView.gathered + ClusterView.made
    guard let kind = all.first(where: { $0.kind == object.kind }) else {
      throw KubernetesError(.badResponse, "\(object.kind ?? "") is not a kind that the operator writes")
    }
    return kind
  }
}
