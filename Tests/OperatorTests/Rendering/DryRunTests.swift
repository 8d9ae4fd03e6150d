import FoundationEssentials
import JSON
import Kubernetes
import Testing
import YAML

@testable import Operator

@Suite struct DryRunTests {
  @Test func `the manifests of the examples would be applied, without a secret in what is shown`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let manifests = try ["engineering.yaml", "sales.yaml"].flatMap {
      try YAMLDocuments.read(
        String(contentsOf: root.appending(path: "examples/two-teams/" + $0), encoding: .utf8))
    }
    let run = try DryRun(manifests, settings: OperatorSettings(gatewayImage: "vmcp:test"), namespace: "default")
    #expect(!run.isRefused)
    #expect(run.findings.allSatisfy { $0.conditions.allSatisfy { !$0.isTrouble } })
    let names = run.objects.map {
      "\($0["kind"]?.stringValue ?? "")/\($0[path: "metadata", "name"]?.stringValue ?? "")"
    }
    #expect(names.contains("Deployment/vmcp-engineering-tools") && names.contains("Service/mcp-sales-github-proxy"))
    let shown = YAMLWriter.text(documents: run.objects)
    #expect(!shown.contains("engineering-tools-secret\n") && !shown.contains("PRIVATE KEY"))
    #expect(shown.contains("upstream-okta-client-secret: \"[redacted]\""))
  }

  @Test func `a manifest that would be refused is said`() throws {
    let manifests = try YAMLDocuments.read(Manifests.virtualServer)
    let run = try DryRun(manifests, settings: OperatorSettings(gatewayImage: "vmcp:test"), namespace: "default")
    #expect(run.isRefused)
    #expect(run.objects.isEmpty)
  }

  @Test func `a document that is no manifest is an error`() {
    #expect(throws: KubernetesError.self) {
      try DryRun([["kind": "Secret"]], settings: OperatorSettings(gatewayImage: "i"), namespace: "default")
    }
  }
}
