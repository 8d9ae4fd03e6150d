import GatewayDocument
import HTTP
import Resources

extension AuthServerDecision {
  /// Where the gateway's replicas keep what they must share; `nil` for each one's own memory.
  mutating func storage(_ secrets: inout GatewaySecretData) -> StorageConfiguration? {
    guard let storage = spec.storage else { return nil }
    guard storage.type == .redis else {
      if storage.redis != nil { refuse("storage.redis", "is set, but type is memory; set type: redis") }
      return nil
    }
    guard let redis = storage.redis else {
      refuse("storage.redis", "must be set when type is redis")
      return nil
    }
    var result = StorageConfiguration()
    result.kind = .redis
    result.redis = configuration(redis, "storage.redis", &secrets)
    return result
  }

  private mutating func configuration(
    _ redis: RedisStorage, _ place: String, _ secrets: inout GatewaySecretData
  ) -> RedisConfiguration {
    var result = RedisConfiguration()
    let address = redis.addr.flatMap { $0.isEmpty ? nil : $0 }
    if (address != nil) == (redis.sentinelConfig != nil) {
      refuse(place, "exactly one of addr or sentinelConfig must be set")
    }
    if let address {
      check(address, place + ".addr")
      result.addresses = [address]
    } else if let sentinel = redis.sentinelConfig {
      result.masterName = sentinel.masterName
      if sentinel.masterName.isEmpty { refuse(place + ".sentinelConfig.masterName", "is required") }
      result.addresses = sentinels(sentinel, place + ".sentinelConfig", namespace: secrets.namespace)
      if !(0...1023).contains(sentinel.db) { refuse(place + ".sentinelConfig.db", "is not a database") }
      result.database = sentinel.db
    }
    result.isCluster = redis.clusterMode == true
    if result.isCluster, address == nil { refuse(place + ".clusterMode", "clusterMode requires addr to be set") }
    let path = "\(Self.path).\(place)."
    if let user = redis.aclUserConfig.usernameSecretRef {
      result.usernameKey = secrets.copy(
        user, as: "storage-redis-username", for: path + "aclUserConfig.usernameSecretRef")
    }
    result.passwordKey = secrets.copy(
      redis.aclUserConfig.passwordSecretRef, as: "storage-redis-password",
      for: path + "aclUserConfig.passwordSecretRef")
    result.tls = tls(redis.tls, "storage-redis-ca", path + "tls", &secrets)
    result.sentinelTLS = tls(redis.sentinelTLS, "storage-sentinel-ca", path + "sentinelTls", &secrets)
    if redis.sentinelTLS != nil, redis.sentinelConfig == nil {
      refuse(place + ".sentinelTls", "needs sentinelConfig")
    }
    result.dialTimeoutSeconds = timeout(redis.dialTimeout, place + ".dialTimeout")
    result.readTimeoutSeconds = timeout(redis.readTimeout, place + ".readTimeout")
    result.writeTimeoutSeconds = timeout(redis.writeTimeout, place + ".writeTimeout")
    return result
  }

  private mutating func sentinels(_ sentinel: RedisSentinel, _ place: String, namespace: String) -> [String] {
    let addresses = sentinel.sentinelAddrs ?? []
    if addresses.isEmpty == (sentinel.sentinelService == nil) {
      refuse(place, "exactly one of sentinelAddrs or sentinelService must be set")
    }
    for (index, address) in addresses.enumerated() { check(address, place + ".sentinelAddrs[\(index)]") }
    guard addresses.isEmpty, let service = sentinel.sentinelService else { return addresses }
    let address = "\(service.name).\(service.namespace ?? namespace).svc.cluster.local:\(service.port)"
    check(address, place + ".sentinelService")
    return [address]
  }

  private mutating func check(_ address: String, _ place: String) {
    guard let url = HTTPURL("http://" + address), !url.host.isEmpty, url.path.isEmpty, url.userInfo == nil,
      url.query == nil, url.fragment == nil
    else { return refuse(place, "\"\(address.prefix(300))\" is not a host and a port") }
  }

  private func tls(
    _ tls: RedisStorage.TLS?, _ key: String, _ path: String, _ secrets: inout GatewaySecretData
  ) -> RedisConfiguration.TLS? {
    guard let tls else { return nil }
    var result = RedisConfiguration.TLS()
    result.skipsVerification = tls.insecureSkipVerify == true
    if let reference = tls.caCertSecretRef {
      result.authoritiesKey = secrets.copy(
        reference, as: key, for: path + ".caCertSecretRef", check: SecretChecks.certificates)
    }
    return result
  }

  private mutating func timeout(_ text: String, _ place: String) -> Int {
    guard let seconds = GoDuration.seconds(text), (1...60).contains(seconds) else {
      refuse(place, "\"\(text.prefix(64))\" is not a duration of up to 60 seconds")
      return 1
    }
    return seconds
  }
}
