import JSON

/// Finds tools instead of listing them.
package struct Optimizer: JSONRecord, Equatable {
  package enum Provider: String, JSONEnumeration { case tei, openai }

  package var embeddingProvider = Provider.tei
  package var embeddingService: String?
  package var embeddingServiceTimeout = "30s"
  package var embeddingModel: String?
  package var embeddingHeaders: [String: String]?
  package var maxToolsToReturn: Int?
  package var hybridSearchSemanticRatio: String?
  package var semanticDistanceThreshold: String?

  package init() {}

  private static func ratio(_ schema: inout JSONSchema) { schema.pattern = #"^([0-9]*[.])?[0-9]+$"# }

  package static let fields: [JSONField<Optimizer>] = [
    JSONField("embeddingProvider", \.embeddingProvider, default: .tei, "What embeddingService speaks."),
    JSONField("embeddingService", \.embeddingService, "The service's URL; embeddingServerRef comes first."),
    JSONField("embeddingServiceTimeout", \.embeddingServiceTimeout, default: "30s", nil, JSONSchema.duration),
    JSONField("embeddingModel", \.embeddingModel, "The model of an openai service."),
    JSONField("embeddingHeaders", \.embeddingHeaders, "Sent along to an openai service.") {
      $0.maxProperties = 32
      $0.items?.pattern = #"^[^\x00-\x08\x0A-\x1F\x7F]*$"#
      $0.items?.minLength = 1
      $0.items?.maxLength = 8192
      $0.items?.isSensitive = true
    },
    JSONField("maxToolsToReturn", \.maxToolsToReturn, "8 when absent.") {
      $0.minimum = 1
      $0.maximum = 50
    },
    JSONField("hybridSearchSemanticRatio", \.hybridSearchSemanticRatio, "0 to 1; 0.5.", ratio),
    JSONField("semanticDistanceThreshold", \.semanticDistanceThreshold, "0 to 2.", ratio),
  ]

  private static let tokenCharacters = Set(
    "-!#$%&'*+.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "!has(self.embeddingHeaders) || self.embeddingProvider == 'openai'",
        "embeddingHeaders is only supported when embeddingProvider is 'openai'"
      ) { !$0.has("embeddingHeaders") || $0.text(of: "embeddingProvider") == "openai" },
      JSONSchema.Rule(
        #"!has(self.embeddingHeaders) || self.embeddingHeaders.all(k, k.matches("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$") && "#
          + "!(k.lowerAscii() in ['authorization', 'content-type']))",
        "embeddingHeaders names must be valid HTTP header names and must not include Authorization or Content-Type"
      ) {
        ($0["embeddingHeaders"]?.objectValue ?? [:]).keys.allSatisfy {
          !$0.isEmpty && $0.utf8.allSatisfy(tokenCharacters.contains)
            && !["authorization", "content-type"].contains($0.lowercased())
        }
      },
    ]
  }
}
