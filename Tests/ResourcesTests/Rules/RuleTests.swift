import JSON
import Resources
import Testing
import YAML

@Suite struct RuleTests {
  private func violations(_ kind: String, _ spec: String) throws -> [JSONProblem] {
    func read<Kind: CustomResource>(_ kind: Kind.Type) throws -> [JSONProblem] {
      ResourceObject<Kind>(reading: ["spec": try YAMLDocuments.readOne(spec)]).violations
    }
    return switch kind {
    case "VirtualMCPServer": try read(VirtualMCPServer.self)
    case "MCPServer": try read(MCPServer.self)
    case "MCPRemoteProxy": try read(MCPRemoteProxy.self)
    case "MCPServerEntry": try read(MCPServerEntry.self)
    case "MCPOIDCConfig": try read(MCPOIDCConfig.self)
    case "MCPExternalAuthConfig": try read(MCPExternalAuthConfig.self)
    case "MCPTelemetryConfig": try read(MCPTelemetryConfig.self)
    default: throw UnknownKind()
    }
  }

  private struct UnknownKind: Error {}

  @Test(arguments: RuleExample.all)
  func `a spec that breaks a rule is told where and why; one that keeps it is not`(example: RuleExample) throws {
    let good = try violations(example.kind, example.good)
    #expect(good == [], "\(example.good)")
    let bad = try violations(example.kind, example.bad)
    #expect(
      bad.contains { $0.path == example.path && $0.message.hasPrefix(example.message) }, "\(example.bad): \(bad)")
  }

  @Test func `every rule of every kind has its example`() {
    var rules: Set<String> = []
    for definition in ResourceGroup.definitions {
      _ = definition.schema.mapped { schema in rules.formUnion(schema.rules.map(\.message)) }
    }
    #expect(rules.count > 40)
    for rule in rules.sorted() {
      #expect(RuleExample.all.contains { rule.hasPrefix($0.message) }, "no example for: \(rule)")
    }
  }

  @Test func `without rules a definition is the same otherwise, for API servers before 1_25`() {
    for definition in ResourceGroup.definitions {
      let text = definition.withoutRules.yaml
      #expect(!text.contains("x-kubernetes-validations"))
      #expect(text.utf8.count <= definition.yaml.utf8.count)
    }
  }

  @Test(arguments: [
    ("MCPServer", "{image: i, proxyPort: 70000}", "spec.proxyPort: 70000 must be at most 65535"),
    ("MCPServer", "{image: i, replicas: -1}", "spec.replicas: -1 must be at least 0"),
    ("MCPServer", "{image: i, replicas: 99999999999}", "spec.replicas: 99999999999 does not fit 32 bits"),
    ("MCPServer", "{image: i, groupRef: {name: ''}}", "spec.groupRef.name: must not be empty"),
    (
      "MCPServer", "{image: i, env: [{name: a, value: b}, {name: a, value: c}]}", "spec.env[1].name: stands twice"
    ),
    (
      "MCPServerEntry", #"{groupRef: {name: g}, transport: sse, remoteUrl: "ftp://a"}"#,
      #"spec.remoteUrl: "ftp://a" does not match ^https?://"#
    ),
    (
      "VirtualMCPServer",
      #"{groupRef: {name: g}, incomingAuth: {type: anonymous}, config: {operational: {timeouts: {perWorkload: {a: "5\n"}}}}}"#,
      "spec.config.operational.timeouts.perWorkload.a: \"5\\n\" does not match"
    ),
    (
      "VirtualMCPServer",
      #"{groupRef: {name: g}, incomingAuth: {type: anonymous}, config: {optimizer: {embeddingProvider: openai, embeddingHeaders: {X-Key: "secret\n"}}}}"#,
      "spec.config.optimizer.embeddingHeaders.X-Key: the value does not match"
    ),
    (
      "VirtualMCPServer",
      #"{groupRef: {name: g}, incomingAuth: {type: anonymous}, config: {operational: {logLevel: "loud"}}}"#,
      #"spec.config.operational.logLevel: "loud" is not one of "debug""#
    ),
  ])
  func `limits of the schema are checked as well`(kind: String, spec: String, problem: String) throws {
    let found = try violations(kind, spec).map(\.description)
    #expect(found.contains { $0.hasPrefix(problem) }, "\(found)")
  }

  @Test func `every pattern can be read, and ends where the text ends`() {
    for definition in ResourceGroup.definitions {
      _ = definition.schema.mapped { schema in
        guard let pattern = schema.pattern else { return }
        #expect(JSONPattern.isReadable(pattern), "\(pattern)")
      }
    }
    #expect(JSONPattern.matches("a", "^a$") && !JSONPattern.matches("a\n", "^a$") && !JSONPattern.matches("a", "("))
    #expect(!JSONPattern.matches("arn:aws:iam::١٢٣٤٥٦٧٨٩٠١٢:role/r", #"^arn:aws:iam::\d{12}:role/r$"#))
  }
}
