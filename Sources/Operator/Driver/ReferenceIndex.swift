import Kubernetes
import Resources
import Synchronization

/// Which VirtualMCPServers name an object, so that a change of it wakes these and no others.
final class ReferenceIndex: Sendable {
  enum Target: Sendable, Hashable { case group, oidcConfig, secret, configMap }

  private struct Place: Hashable {
    let target: Target
    let key: ObjectKey
  }

  private struct State {
    var places: [ObjectKey: Set<Place>] = [:]
    var users: [Place: Set<ObjectKey>] = [:]
  }

  private let state = Mutex(State())

  /// - Parameter references: `nil` for a server that is gone.
  func update(_ server: ObjectKey, _ references: VirtualMCPServerReferences?) {
    let places = references.map { Self.places($0, namespace: server.namespace) } ?? []
    state.withLock { state in
      for place in (state.places[server] ?? []).subtracting(places) {
        state.users[place]?.remove(server)
        if state.users[place]?.isEmpty == true { state.users[place] = nil }
      }
      for place in places { state.users[place, default: []].insert(server) }
      state.places[server] = places.isEmpty ? nil : places
    }
  }

  func users(_ target: Target, _ key: ObjectKey) -> Set<ObjectKey> {
    state.withLock { $0.users[Place(target: target, key: key)] ?? [] }
  }

  private static func places(_ references: VirtualMCPServerReferences, namespace: String?) -> Set<Place> {
    func place(_ target: Target, _ name: String) -> Place {
      Place(target: target, key: ObjectKey(namespace: namespace, name: name))
    }
    var places = Set(references.secrets.map { place(.secret, $0) })
    places.formUnion(references.configMaps.map { place(.configMap, $0) })
    if let group = references.group { places.insert(place(.group, group)) }
    if let config = references.oidcConfig { places.insert(place(.oidcConfig, config)) }
    return places
  }
}
