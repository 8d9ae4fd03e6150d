import JSON

/// One MCP server behind the gateway.
package struct BackendConfiguration: JSONRecord, Equatable {
  package enum Transport: String, JSONEnumeration {
    case streamableHTTP = "streamable-http"
    case sse
  }

  /// The workload's name: the prefix of its tools and `MCP::"<name>"` in policies.
  package var name = ""
  package var url = ""
  package var transport = Transport.streamableHTTP
  /// How long one call may take.
  package var timeoutSeconds = 30
  /// How the gateway authenticates itself; not at all when absent.
  package var authentication: BackendAuthentication?
  /// What every request carries besides.
  package var headers: [BackendHeader] = []
  /// The secret key that holds the certificate authorities, in PEM, which are trusted for an https backend; those of the
  /// system when absent.
  package var caBundleKey: String?

  package init() {}

  package static let fields: [JSONField<BackendConfiguration>] = [
    JSONField("name", \.name, "The workload's name.") { $0.minLength = 1 },
    JSONField("url", \.url, "Where it answers MCP requests.") { $0.pattern = "^https?://" },
    JSONField("transport", \.transport, fallback: .streamableHTTP, "How it is spoken to."),
    JSONField("timeoutSeconds", \.timeoutSeconds, fallback: 30, "How long one call may take.") {
      $0.minimum = 1
      $0.maximum = 3600
    },
    JSONField("authentication", \.authentication, "How the gateway authenticates itself."),
    JSONField("headers", \.headers, fallback: [], "What every request carries besides."),
    JSONField("caBundleKey", \.caBundleKey, "The secret key that holds the trusted certificate authorities."),
  ]
}
