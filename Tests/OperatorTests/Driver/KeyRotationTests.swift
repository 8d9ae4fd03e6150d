import FoundationEssentials
import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct KeyRotationTests {
  private static let name = "engineering-tools"
  private static let key = ObjectKey(namespace: "default", name: name)

  @Test(.timeLimit(.minutes(2)))
  func `rotated on demand in a cluster: written once, and the replaced key leaves the Secret in the end`() async throws
  {
    let time = ShiftedTime()
    try await LiveCluster.with(time: time) { live in
      for text in Manifests.all.reversed() { try await live.apply(text) }
      let first = try await names(live) { $0.contains("signing-2") }
      #expect(first.isSuperset(of: ["signing-1", "signing-2", "sealing-1", "sealing-2"]))
      time.advance(by: 120)
      try await annotate(live, RotationRequest.onDemand, "now")
      let rotated = try await names(live) { $0.contains("signing-3") }
      #expect(rotated.isSuperset(of: ["signing-1", "signing-2", "signing-3"]))
      let map = try await live.wait(.configMaps, "vmcp-engineering-tools-config") {
        $0[path: "data", "config.yaml"]?.stringValue?.contains("signing-3") == true
      }
      let text = try #require(map[path: "data", "config.yaml"]?.stringValue)
      let signing = try #require(text.firstRange(of: "signing-2"))
      #expect(try #require(text.firstRange(of: "signing-1")).lowerBound > signing.lowerBound)
      // The life of an access token, the leeway, and the minute after.
      time.advance(by: 3600 + 300 + 61)
      try await annotate(live, "example.com/touched", "1")
      let left = try await names(live) { !$0.contains("signing-1") }
      #expect(left.isSuperset(of: ["signing-2", "signing-3", "sealing-1"]))
    }
  }

  private func annotate(_ live: LiveCluster, _ name: String, _ value: String) async throws {
    let annotations: JSONValue = .object([name: .string(value)])
    try await live.client.patch(.virtualMCPServers, Self.key, merging: ["metadata": ["annotations": annotations]])
  }

  /// The names of the keys in the gateway's Secret once they are as they should be.
  private func names(
    _ live: LiveCluster, _ isRight: @escaping @Sendable (Set<String>) -> Bool
  ) async throws -> Set<String> {
    let secret = try await live.wait(.secrets, "vmcp-engineering-tools-secrets") { secret in
      isRight(Set(secret["data"]?.objectValue?.keys.map { $0 } ?? []))
    }
    return Set(secret["data"]?.objectValue?.keys.map { $0 } ?? [])
  }
}
