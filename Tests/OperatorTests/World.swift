import FoundationEssentials
import GatewayDocument
import JSON
import Kubernetes
import Synchronization
import Testing
import YAML

@testable import Operator

/// Keys that can be told apart: sealing keys are filled with 1, then 2, and so on.
final class CountingKeys: KeyMaker {
  private let count = Mutex(0)

  func signingKey() throws -> SecretValue { try RandomKeys().signingKey() }

  func sealingKey() throws -> SecretValue { SecretValue(Array(repeating: UInt8(next()), count: 32)) }

  private func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}

/// A cluster on paper: manifests, and what is decided about them.
struct World {
  var store = ManifestStore()
  let keys = CountingKeys()
  /// Seconds since 1970.
  var now = 1_800_000_000

  init(_ manifests: String...) throws {
    for text in manifests { try add(text) }
  }

  mutating func add(_ text: String) throws {
    for document in try YAMLDocuments.read(text) { try store.insert(document, namespace: "team") }
  }

  /// Carries a plan out as far as later decisions see it.
  mutating func apply(_ plan: Plan) throws {
    for var object in plan.applied {
      if let kind = (ClusterView.gathered + ClusterView.made).first(where: { $0.kind == object.kind }) {
        let found = store.find(kind, object.key)
        object.status = found?.status
        object.metadata["generation"] = found?.generation.map { .int($0) }
      }
      try store.insert(object.json, namespace: "team")
    }
  }

  /// What servers and gateways answer.
  var observations = Observations()

  /// Decides, asks whom the plan wants asked, and decides anew.
  mutating func decide(
    _ name: String = "engineering-tools", answer: (ProbeTarget) -> ProbeAnswer, isPersistent: Bool = false
  ) throws -> Plan {
    let first = try decide(name)
    try apply(first)
    let target = try #require(first.probe)
    let item = WorkItem(.virtualServer, ObjectKey(namespace: "team", name: name))
    observations[item] = ProbeObservation(
      target: target, answer: answer(target), since: Date(timeIntervalSince1970: 0), isPersistent: isPersistent)
    return try decide(name)
  }

  mutating func decideServer(_ name: String, answer: ProbeAnswer, isPersistent: Bool = false) throws -> Plan {
    let target = try #require(try decideServer(name).probe)
    let item = WorkItem(.server, ObjectKey(namespace: "team", name: name))
    observations[item] = ProbeObservation(
      target: target, answer: answer, since: Date(timeIntervalSince1970: 0), isPersistent: isPersistent)
    return try decideServer(name)
  }

  func decide(_ name: String = "engineering-tools") throws -> Plan {
    let key = ObjectKey(namespace: "team", name: name)
    let snapshot = try #require(
      VirtualMCPServerSnapshot(key, from: store, at: now, observations: observations))
    return try VirtualMCPServerDecision(settings: OperatorSettings(gatewayImage: "vmcp:test"), keys: keys)
      .decide(snapshot)
  }

  func decideServer(_ name: String) throws -> Plan {
    let settings = OperatorSettings(gatewayImage: "vmcp:test")
    return MCPServerDecision.decide(
      try #require(
        MCPServerSnapshot(
          ObjectKey(namespace: "team", name: name), from: store, observations: observations)),
      settings: settings)
  }
}

extension ProbeAnswer {
  /// A gateway that serves what it should.
  static func serves(_ target: ProbeTarget, _ health: (String, String)..., problems: [String] = []) -> ProbeAnswer {
    .gateway(
      GatewayReport(
        documentHash: target.documentHash, problems: problems,
        backends: health.map {
          GatewayReport.Backend(
            name: $0.0, health: $0.1, lastFailure: $0.1 == "healthy" ? nil : "timedOut", revision: "2025-11-25",
            since: "2026-07-28T09:30:00Z")
        }))
  }
}

extension Plan {
  func object(_ kind: String, _ name: String) -> KubernetesObject? {
    applied.first { $0.kind == kind && $0.name == name }
  }

  func condition(_ type: String) -> String? {
    conditions[type].map { "\($0.status.rawValue)/\($0.reason)" }
  }

  func message(_ type: String) -> String { conditions[type]?.message ?? "" }

  func configuration(_ name: String = "engineering-tools") throws -> GatewayConfiguration {
    let map = try #require(object("ConfigMap", "vmcp-\(name)-config"))
    return try GatewayConfiguration.read(try #require(map[path: "data", "config.yaml"]?.stringValue))
  }
}
