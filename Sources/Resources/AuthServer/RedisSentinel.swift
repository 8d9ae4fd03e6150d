import JSON

/// Redis servers that are found through Sentinel.
package struct RedisSentinel: JSONRecord, Equatable {
  package struct ServiceReference: JSONRecord, Equatable {
    package var name = ""
    package var namespace: String?
    package var port = 26_379

    package init() {}

    package static let fields: [JSONField<ServiceReference>] = [
      JSONField("name", \.name, "The Service."),
      JSONField("namespace", \.namespace, "Its namespace; the object's own when absent."),
      JSONField("port", \.port, default: 26_379, "Its port.", JSONSchema.int32),
    ]
  }

  package var masterName = ""
  package var sentinelAddrs: [String]?
  package var sentinelService: ServiceReference?
  package var db = 0

  package init() {}

  package static let fields: [JSONField<RedisSentinel>] = [
    JSONField("masterName", \.masterName, "The name of the monitored master."),
    JSONField("sentinelAddrs", \.sentinelAddrs, "The sentinels' hosts and ports.", JSONSchema.atomic),
    JSONField("sentinelService", \.sentinelService, "The sentinels' Service."),
    JSONField("db", \.db, default: 0, "The database.", JSONSchema.int32),
  ]
}
