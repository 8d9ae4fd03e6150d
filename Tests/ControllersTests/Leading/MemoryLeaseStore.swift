import Kubernetes
import Synchronization

/// Leases with the API server's rules: versions, conflicts, no overwriting.
final class MemoryLeaseStore: Sendable {
  private let state = Mutex<(leases: [ObjectKey: Lease], version: Int)>(([:], 0))

  func stored(_ key: ObjectKey) -> Lease? { state.withLock { $0.leases[key] } }

  func create(_ lease: Lease) throws -> Lease {
    try state.withLock { state in
      guard state.leases[lease.key] == nil else { throw KubernetesError(.alreadyExists, "there is one") }
      return Self.put(lease, &state)
    }
  }

  func replace(_ lease: Lease) throws -> Lease {
    try state.withLock { state in
      guard let old = state.leases[lease.key] else { throw KubernetesError(.notFound, "there is none") }
      guard old.object.resourceVersion == lease.object.resourceVersion else {
        throw KubernetesError(.conflict, "it changed")
      }
      return Self.put(lease, &state)
    }
  }

  private static func put(_ lease: Lease, _ state: inout (leases: [ObjectKey: Lease], version: Int)) -> Lease {
    state.version += 1
    var lease = lease
    lease.object.resourceVersion = String(state.version)
    state.leases[lease.key] = lease
    return lease
  }

  /// One candidate's way to the store, which can be cut.
  final class Line: LeaseStore {
    enum Fault: Sendable {
      case none
      /// Requests do not arrive.
      case cut
      /// Requests arrive, answers do not.
      case mute
    }

    private let store: MemoryLeaseStore
    private let fault = Mutex(Fault.none)

    init(_ store: MemoryLeaseStore) { self.store = store }

    func set(_ fault: Fault) { self.fault.withLock { $0 = fault } }

    func lease(_ key: ObjectKey) async throws -> Lease? { try through { store.stored(key) } }
    func create(_ lease: Lease) async throws -> Lease { try through { try store.create(lease) } }
    func replace(_ lease: Lease) async throws -> Lease { try through { try store.replace(lease) } }

    private func through<Answer>(_ request: () throws -> Answer) throws -> Answer {
      let fault = fault.withLock { $0 }
      if case .cut = fault { throw KubernetesError(.transport, "cut") }
      let answer = try request()
      if case .mute = fault { throw KubernetesError(.transport, "mute") }
      return answer
    }
  }
}
