import FoundationEssentials
import JSON
import Resources
import Testing
import YAML

@Suite struct CustomResourceDefinitionTests {
  static let definitions = ResourceGroup.definitions

  @Test(arguments: definitions)
  func `a definition is applied plainly: under 100 KB, and its text reads back to itself`(
    definition: CustomResourceDefinition
  ) throws {
    #expect(definition.yaml.utf8.count < 100_000)
    #expect(try YAMLDocuments.readOne(definition.yaml) == definition.json)
  }

  @Test(arguments: definitions)
  func `v1beta1 is stored, v1alpha1 is served and deprecated, both with the same schema`(
    definition: CustomResourceDefinition
  ) throws {
    let versions = try #require(definition.json[path: "spec", "versions"]?.arrayValue)
    #expect(versions.map { $0["name"]?.stringValue } == ["v1alpha1", "v1beta1"])
    #expect(versions.map { $0["storage"] } == [false, true])
    #expect(versions.allSatisfy { $0["served"] == true && $0[path: "subresources", "status"] == [:] })
    #expect(versions[0]["deprecated"] == true)
    #expect(versions[0]["deprecationWarning"] == "toolhive.stacklok.dev/v1alpha1 is deprecated; use v1beta1")
    #expect(versions[0]["schema"] == versions[1]["schema"])
  }

  @Test("GUIDE-115: kubectl get shows STATUS and READY of an MCPServer")
  func columnsOfMCPServer() {
    #expect(columns("MCPServer") == ["Status", "Ready", "Replicas", "URL", "Age"])
    #expect(columns("VirtualMCPServer") == ["Phase", "URL", "Backends", "Age", "Ready"])
    #expect(columns("MCPGroup") == ["Servers", "Proxies", "Phase", "Checked", "Age"])
    #expect(columns("MCPOIDCConfig") == ["Source", "Valid", "Age"])
    #expect(columns("MCPRemoteProxy") == ["Phase", "Remote URL", "URL", "Ready", "Age"])
    #expect(columns("MCPServerEntry") == ["Phase", "Transport", "Remote URL", "Group", "Age"])
    for kind in ["MCPExternalAuthConfig", "MCPAuthzConfig"] { #expect(columns(kind) == ["Type", "Valid", "Age"]) }
    #expect(columns("MCPToolConfig") == ["Valid", "Age"])
    #expect(columns("MCPTelemetryConfig") == ["Endpoint", "Valid", "Tracing", "Metrics", "Age"])
    #expect(columns("VirtualMCPCompositeToolDefinition") == ["Workflow", "Status", "Age", "Ready"])
  }

  @Test func `schemas are structural, list keys are required, no default is empty (Kubernetes 1.20 refuses it)`() {
    for definition in Self.definitions {
      visit(definition.json[path: "spec", "versions"]?[1]?[path: "schema", "openAPIV3Schema"], definition.name)
    }
  }

  @Test func `the files that people apply are the ones that the types describe`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "crds")
    for definition in Self.definitions {
      let text = try String(contentsOf: folder.appending(path: definition.fileName), encoding: .utf8)
      #expect(text == definition.yaml, "make crds writes \(definition.fileName) anew")
    }
  }

  private func columns(_ kind: String) -> [String?] {
    let definition = Self.definitions.first { $0.names.kind == kind }
    let version = definition?.json[path: "spec", "versions"]?[1]
    return version?["additionalPrinterColumns"]?.arrayValue?.map { $0["name"]?.stringValue } ?? []
  }

  private func visit(_ schema: JSONValue?, _ path: String) {
    guard let schema else { return }
    #expect(
      schema["type"] != nil || schema["x-kubernetes-preserve-unknown-fields"] == true, "\(path) has no type")
    #expect(schema["default"] != "", "\(path) has an empty default")
    if schema["x-kubernetes-list-type"] == "map" {
      let keys = schema["x-kubernetes-list-map-keys"]?.arrayValue ?? []
      let required = schema[path: "items", "required"]?.arrayValue ?? []
      #expect(!keys.isEmpty && keys.allSatisfy(required.contains), "\(path) is merged by a key that may be absent")
    }
    for (name, property) in schema["properties"]?.objectValue ?? [:] { visit(property, path + "." + name) }
    visit(schema["items"], path + "[]")
    visit(schema["additionalProperties"], path + "{}")
  }
}
