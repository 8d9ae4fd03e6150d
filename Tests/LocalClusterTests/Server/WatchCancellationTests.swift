import JSON
import Testing

@testable import LocalCluster

@Suite("Watches that end while the cluster changes")
struct WatchCancellationTests {
  @Test("readers that are cancelled in the middle of changes hold nobody up", .timeLimit(.minutes(1)))
  func cancellation() async throws {
    let shared = SharedCluster(try Fixtures.stateWithWidgets())
    let target = try #require(shared.state.target(Fixtures.widgets, namespace: "default"))
    _ = try shared.change { state throws(APIStatus) in
      try state.create(Fixtures.widget("a"), at: target, WriteMode(fieldManager: "test"))
    }
    let named = try #require(shared.state.target(Fixtures.widgets, namespace: "default", name: "a"))
    let writer = Task.detached {
      var size = 0
      while !Task.isCancelled {
        size = size % 10 + 1
        _ = try shared.change { [size] state throws(APIStatus) in
          try state.patch(["spec": ["size": .int(size)]], .merge, at: named, WriteMode(fieldManager: "test"))
        }
        await Task.yield()
      }
    }
    for _ in 0..<3000 {
      let lines = try shared.watch(target, Selection(), after: nil)
      let reader = Task.detached { for await _ in lines {} }
      await Task.yield()
      reader.cancel()
    }
    writer.cancel()
    try await writer.value
    while shared.watchCount > 0 { await Task.yield() }
  }
}
