import JSON
import Kubernetes
import Resources
import Testing
import YAML

@Suite struct ResourceObjectTests {
  private func read<Kind: CustomResource>(_ kind: Kind.Type, _ text: String) throws -> ResourceObject<Kind> {
    ResourceObject(reading: try YAMLDocuments.readOne(text))
  }

  @Test("GUIDE-090, GUIDE-091, GUIDE-092, GUIDE-093, GUIDE-094, GUIDE-095: the fields of the guide have these names")
  func fieldsOfTheGuide() throws {
    let server = try read(
      VirtualMCPServer.self,
      """
      metadata: {name: sales-tools, namespace: team, generation: 3}
      spec:
        groupRef: {name: sales}
        incomingAuth:
          type: oidc
          oidcConfigRef:
            name: sales-oidc
            audience: https://sales-tools.example.com
            resourceUrl: https://sales-tools.example.com
        authServerConfig:
          issuer: https://sales-tools.example.com
          upstreamProviders:
            - name: okta
              type: oidc
              oidcConfig:
                issuerUrl: https://acme.okta.com/oauth2/aus1
                clientId: 0oa2
                clientSecretRef: {name: sales-okta, key: client-secret}
                redirectUri: https://sales-tools.example.com/oauth/callback
      """)
    #expect(server.problems.isEmpty)
    #expect(server.key == ObjectKey(namespace: "team", name: "sales-tools"))
    #expect(server.metadata.generation == 3)
    #expect(server.spec.incomingAuth.oidcConfigRef?.audience == "https://sales-tools.example.com")
    #expect(server.spec.incomingAuth.oidcConfigRef?.resourceURL == "https://sales-tools.example.com")
    #expect(server.spec.authServerConfig?.issuer == "https://sales-tools.example.com")
    let upstream = try #require(server.spec.authServerConfig?.upstreamProviders.first?.oidcConfig)
    #expect(upstream.clientID == "0oa2")
    #expect(upstream.clientSecretRef?.name == "sales-okta")
    #expect(upstream.redirectURI == "https://sales-tools.example.com/oauth/callback")
  }

  @Test func `an unknown field is reported with its path, and the rest is read`() throws {
    let server = try read(
      VirtualMCPServer.self,
      """
      metadata: {name: a}
      spec: {groupRef: {name: g}, incomingAuth: {type: oidc, authzConfg: {}}}
      """)
    #expect(server.problems.map(\.description) == ["spec.incomingAuth.authzConfg: unknown field"])
    #expect(server.metadata.name == "a")
  }

  @Test func `an object without a spec is reported, not lost`() throws {
    let server = try read(VirtualMCPServer.self, "metadata: {name: a}")
    #expect(server.problems.map(\.description) == ["spec.groupRef: is required", "spec.incomingAuth: is required"])
    #expect(try read(MCPGroup.self, "metadata: {name: g}").problems.isEmpty)
  }

  @Test func `further members of spec.config are kept`() throws {
    let server = try read(
      VirtualMCPServer.self,
      "spec: {groupRef: {name: g}, incomingAuth: {type: anonymous}, config: {futureSetting: {a: 1}}}")
    #expect(server.problems.isEmpty)
    #expect(server.rawSpec[path: "config", "futureSetting", "a"] == 1)
  }

  @Test func `an MCPServer has the defaults of its schema`() throws {
    let server = try read(MCPServer.self, "spec: {image: i, authzConfigRef: {name: a}, audit: {enabled: true}}")
    #expect(server.problems.isEmpty)
    #expect(server.spec.transport == .stdio)
    #expect(server.spec.proxyPort == 8080)
    #expect(server.spec.sessionAffinity == .clientIP)
    #expect(server.spec.security.authzConfigRef?.name == "a")
    #expect(server.spec.extras.audit?.enabled == true)
  }
}
