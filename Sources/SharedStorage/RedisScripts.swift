import Redis

/// What has to happen in one step. Times are the caller's, in seconds; Redis itself forgets a minute after them, so that
/// clocks need not agree to the second.
enum RedisScripts {
  /// The most revocations that are kept.
  static let revocationLimit = 200_000
  /// How long after its end an entry is forgotten.
  static let margin = 60

  /// Adds to the revocations and tells everybody. `false` without room.
  private static let revoking = """
    local function revoke(revoked, news, name, till, now)
      redis.call('ZREMRANGEBYSCORE', revoked, '-inf', now)
      local known = tonumber(redis.call('ZSCORE', revoked, name) or 0)
      if known == 0 and redis.call('ZCARD', revoked) >= \(revocationLimit) then return false end
      till = math.max(till, known)
      redis.call('ZADD', revoked, till, name)
      redis.call('XADD', news, 'MAXLEN', '~', 10000, '*', 'name', name, 'until', till)
      local rest = till - now + \(margin)
      if redis.call('TTL', revoked) < rest then redis.call('EXPIRE', revoked, rest) end
      if redis.call('TTL', news) < rest then redis.call('EXPIRE', news, rest) end
      return till
    end
    local full = redis.error_reply('OOM \(revocationLimit) revocations are kept and none has run out')

    """

  /// Keys: the value's. Arguments: until, now. 1 for the first caller, 0 for every other.
  static let spend = RedisScript(
    """
    local till, now = tonumber(ARGV[1]), tonumber(ARGV[2])
    local known = redis.call('GET', KEYS[1])
    if known and tonumber(known) > now then return 0 end
    redis.call('SET', KEYS[1], till, 'EX', math.max(till - now, 0) + \(margin))
    return 1
    """)

  /// Keys: the family's, revoked, news. Arguments: name, counter, grace, until, now. A `RefreshAdvance`, and for `reused`
  /// the end of the revocation.
  static let advance = RedisScript(
    revoking + """
      local name, counter, grace = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
      local till, now = tonumber(ARGV[4]), tonumber(ARGV[5])
      local score = redis.call('ZSCORE', KEYS[2], name)
      if score and tonumber(score) > now then return {'revoked', tonumber(score)} end
      local family = redis.call('HMGET', KEYS[1], 'next', 'at', 'until')
      local following, at = counter, now
      if family[1] and tonumber(family[3]) > now then
        following, at, till = tonumber(family[1]), tonumber(family[2]), math.max(till, tonumber(family[3]))
      end
      if counter >= following then
        redis.call('HSET', KEYS[1], 'next', counter + 1, 'at', now, 'until', till)
        redis.call('EXPIRE', KEYS[1], math.max(till - now, 0) + \(margin))
        return {'advanced', 0}
      end
      if counter == following - 1 and now - at <= grace then return {'repeated', 0} end
      local done = revoke(KEYS[2], KEYS[3], name, till, now)
      if not done then return full end
      return {'reused', done}
      """)

  /// Keys: the family's, revoked, news. Arguments: name, until, now. The end of the revocation.
  static let revokeFamily = RedisScript(
    revoking + """
      local till, now = tonumber(ARGV[2]), tonumber(ARGV[3])
      local known = tonumber(redis.call('HGET', KEYS[1], 'until') or 0)
      return revoke(KEYS[2], KEYS[3], ARGV[1], math.max(till, known), now) or full
      """)

  /// Keys: revoked, news. Arguments: name, until, now. The end of the revocation.
  static let revoke = RedisScript(
    revoking + "return revoke(KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])) or full\n")

  /// Keys: the value's. What lay there.
  static let take = RedisScript(
    """
    local value = redis.call('GET', KEYS[1])
    if value then redis.call('DEL', KEYS[1]) end
    return value
    """)

  /// Keys: the value's. Arguments: what is there, what takes its place, seconds until that is forgotten. What is there may
  /// be the empty text, for nothing. 1 when it was done.
  static let replace = RedisScript(
    """
    local value = redis.call('GET', KEYS[1]) or ''
    if value ~= ARGV[1] then return 0 end
    redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
    return 1
    """)
}
