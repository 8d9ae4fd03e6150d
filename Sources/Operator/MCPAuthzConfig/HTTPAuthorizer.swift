import JSON

/// What an MCPAuthzConfig of type httpv1 says: a service that is asked.
struct HTTPAuthorizer: JSONRecord {
  struct Endpoint: JSONRecord {
    var url = ""
    var timeout: Int?
    var insecureSkipVerify: Bool?

    static let fields: [JSONField<Endpoint>] = [
      JSONField("url", \.url), JSONField("timeout", \.timeout), JSONField("insecure_skip_verify", \.insecureSkipVerify),
    ]
  }

  struct Context: JSONRecord {
    var includesArguments: Bool?
    var includesOperation: Bool?

    static let fields: [JSONField<Context>] = [
      JSONField("include_args", \.includesArguments), JSONField("include_operation", \.includesOperation),
    ]
  }

  var http = Endpoint()
  var context: Context?
  var claimMapping: String?

  static let fields: [JSONField<HTTPAuthorizer>] = [
    JSONField("http", \.http), JSONField("context", \.context), JSONField("claim_mapping", \.claimMapping),
  ]
}
