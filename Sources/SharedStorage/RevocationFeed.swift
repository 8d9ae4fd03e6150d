import Logging
import Redis
import Synchronization

/// Learns what other replicas revoke, over a connection of its own that waits for news.
///
/// The news are a stream, of which no message is lost while the connection stands. Whenever it is opened anew, all
/// revocations are read again, and those that a restarted or failed-over Redis has forgotten are given back to it.
struct RevocationFeed: Sendable {
  let keys: RedisKeys
  let revocations: Revocations
  /// Whether all revocations were read at least once.
  let state: FeedState
  /// Unix time in seconds.
  let clock: @Sendable () -> Int
  let logger: Logger

  func follow(_ connection: RedisConnection) async throws(RedisError) {
    await checkMemory(connection)
    var last = try await newest(connection)
    let known = try await learn(connection)
    for (name, until) in revocations.all(now: clock()) where known[name].map({ $0 < until }) ?? true {
      _ = try await connection.run(
        RedisScripts.revoke, keys: [keys.revoked, keys.news],
        [Array(name.text.utf8), Self.text(until), Self.text(clock())])
    }
    state.setKnown()
    while !Task.isCancelled {
      let news = try await connection.send(
        RedisCommand(
          "XREAD", ["COUNT", "500", "BLOCK", "1000", "STREAMS"].map { Array($0.utf8) } + [keys.news, Array(last.utf8)]),
        patience: .seconds(1))
      guard let entries = news.elements?.first?.elements?.last?.elements else { continue }
      for entry in entries {
        guard let id = entry.elements?.first?.text else { continue }
        last = id
        take(entry.elements?.last?.elements ?? [])
      }
    }
  }

  /// A Redis that drops entries when it is full forgets what was used. Its user may not be allowed to ask.
  private func checkMemory(_ connection: RedisConnection) async {
    guard let text = try? await connection.send(RedisCommand("INFO", "memory")).text else { return }
    var values: [Substring: Substring] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { values[parts[0]] = parts[1] }
    }
    guard let policy = values["maxmemory_policy"], policy != "noeviction", let limit = values["maxmemory"], limit != "0"
    else { return }
    logger.warning(
      "Redis forgets what was used when it is full; set maxmemory-policy to noeviction",
      metadata: ["server": "\(connection.endpoint)", "policy": "\(policy)"])
  }

  /// The place in the stream from which on news are not read yet.
  private func newest(_ connection: RedisConnection) async throws(RedisError) -> String {
    let reply = try await connection.send(
      RedisCommand("XREVRANGE", [keys.news] + ["+", "-", "COUNT", "1"].map { Array($0.utf8) }))
    return reply.elements?.first?.elements?.first?.text ?? "0-0"
  }

  private func learn(_ connection: RedisConnection) async throws(RedisError) -> [RevokedName: Int] {
    var known: [RevokedName: Int] = [:]
    var cursor = "0"
    repeat {
      let reply = try await connection.send(
        RedisCommand("ZSCAN", [keys.revoked, Array(cursor.utf8), Array("COUNT".utf8), Array("1000".utf8)]))
      guard let next = reply.elements?.first?.text, let pairs = reply.elements?.last?.elements else {
        throw RedisError(code: .malformed, reason: "Redis answered ZSCAN with something else")
      }
      cursor = next
      for index in stride(from: 0, to: pairs.count - 1, by: 2) {
        guard let name = pairs[index].text.flatMap(RevokedName.init),
          let until = pairs[index + 1].text.flatMap({ Double($0) }).flatMap({ Int(exactly: $0) })
        else { continue }
        known[name] = until
        revocations.add(name, until: until, now: clock())
      }
    } while cursor != "0"
    return known
  }

  /// Fields and values of one message.
  private func take(_ fields: [RESPValue]) {
    guard fields.count >= 4, let name = fields[1].text.flatMap(RevokedName.init),
      let until = fields[3].text.flatMap({ Int($0) })
    else { return }
    revocations.add(name, until: until, now: clock())
  }

  private static func text(_ number: Int) -> [UInt8] { Array(String(number).utf8) }
}
