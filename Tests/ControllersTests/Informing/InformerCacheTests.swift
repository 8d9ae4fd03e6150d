import Kubernetes
import Testing

@testable import Controllers

@Suite struct InformerCacheTests {
  private let a1 = KubernetesObject.service("a", 1)
  private let a2 = KubernetesObject.service("a", 2)
  private let b1 = KubernetesObject.service("b", 1)

  @Test("A change is told once, with what was before")
  func changes() {
    var cache = InformerCache()
    #expect(cache.apply(.replaced([a1])) == [.added(a1)])
    #expect(cache.apply(.added(b1)) == [.added(b1)])
    #expect(cache.apply(.modified(a2)) == [.updated(old: a1, new: a2)])
    #expect(cache.apply(.modified(a2)) == [])
    #expect(cache.apply(.deleted(b1)) == [.deleted(b1)])
    #expect(cache.apply(.deleted(b1)) == [])
    #expect(cache.objects(namespace: nil) == [a2] && cache[a2.key] == a2)
  }

  @Test("What is missing from a new listing was deleted; what is the same is no change")
  func relist() {
    var cache = InformerCache()
    _ = cache.apply(.replaced([a1, b1]))
    let c1 = KubernetesObject.service("c", 1)
    #expect(cache.apply(.replaced([a2, c1])) == [.deleted(b1), .updated(old: a1, new: a2), .added(c1)])
    #expect(cache.apply(.replaced([a2, c1])) == [])
    #expect(cache.apply(.replaced([])) == [.deleted(a2), .deleted(c1)])
  }

  @Test("A namesake created after a missed deletion is another object")
  func namesake() {
    var cache = InformerCache()
    _ = cache.apply(.replaced([a1]))
    let other = KubernetesObject.service("a", 9, uid: "other")
    #expect(cache.apply(.replaced([other])) == [.deleted(a1), .added(other)])
    #expect(cache.apply(.modified(a1)) == [.deleted(other), .added(a1)])
  }

  @Test("Only a listing makes the cache complete; an interruption changes nothing")
  func synced() {
    var cache = InformerCache()
    #expect(cache.apply(.interrupted(KubernetesError(.transport, "x"), retryAfter: .zero)) == [])
    #expect(!cache.hasSynced)
    _ = cache.apply(.replaced([]))
    #expect(cache.hasSynced)
    _ = cache.apply(.interrupted(KubernetesError(.transport, "x"), retryAfter: .zero))
    #expect(cache.hasSynced)
  }

  @Test("The same name in two namespaces is two objects")
  func namespaces() {
    var cache = InformerCache()
    let elsewhere = KubernetesObject.service("a", 1, namespace: "m")
    _ = cache.apply(.replaced([a1, elsewhere]))
    #expect(cache.apply(.deleted(a1)) == [.deleted(a1)])
    #expect(cache.keys == [elsewhere.key])
    #expect(cache.objects(namespace: "n").isEmpty)
    #expect(cache.objects(namespace: "m") == [elsewhere])
  }

  @Test("An object is filled up only where it is the version that is held")
  func refill() {
    var cache = InformerCache()
    _ = cache.apply(.replaced([a1]))
    var full = a1
    full["data"] = ["a": "b"]
    cache.refill(full)
    #expect(cache[a1.key] == full)
    full.resourceVersion = "9"
    cache.refill(full)
    cache.refill(b1)
    #expect(cache[a1.key]?.resourceVersion == "1" && cache[b1.key] == nil)
  }
}
