import FoundationEssentials
import JSON
import Kubernetes
import LocalCluster
import Resources
import Testing
import YAML

@testable import Operator

/// examples/kinds: one small manifest for each kind.
@Suite struct ExampleTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "examples/kinds")

  /// What keeps an example from being complete in this version, by its kind; nothing for all others.
  private static let known: [String: [String]] = [
    "MCPRemoteProxy": ["ProxyNotSupported"], "MCPToolConfig": ["NotSupportedYet"],
    "MCPTelemetryConfig": ["NotSupportedYet"],
    "VirtualMCPCompositeToolDefinition": ["NotSupportedYet", "CompositeToolsNotSupported"],
  ]

  @Test(arguments: ResourceGroup.definitions)
  func `each kind has an example that keeps its schema and is decided well`(
    definition: CustomResourceDefinition
  ) throws {
    let name = definition.names.singular
    let text = try String(contentsOf: Self.folder.appending(path: name + ".yaml"), encoding: .utf8)
    let documents = try YAMLDocuments.read(text)
    #expect(documents.contains { $0["kind"]?.stringValue == definition.names.kind })
    for document in documents {
      let kind = document["kind"]?.stringValue
      let schema = try #require(ResourceGroup.definitions.first { $0.names.kind == kind }).schema
      #expect(schema.violations(in: schema.filled(document), at: "") == [])
    }
    let result = try DryRun(documents, settings: OperatorSettings(gatewayImage: "vmcp:test"), namespace: "team")
    #expect(!result.isRefused)
    #expect(result.findings.count == documents.count)
    for (object, conditions) in result.findings {
      let failures = conditions.filter { $0.status == .false }.map(\.reason)
      let kind = object.prefix { $0 != " " }
      #expect(failures == Self.known[String(kind)] ?? [], "\(object): \(conditions.map(\.message))")
    }
  }
}
