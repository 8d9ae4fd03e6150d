/// The keys of one use in time: one is used, the next one is known everywhere before its turn comes, and replaced ones are
/// accepted for as long as something that was made with them may be valid (RFC 7517 section 5; OpenID Connect Core
/// section 10.1.1 describes such a rotation).
struct KeyRing: Sendable, Equatable {
  /// What the names of its keys begin with.
  let prefix: String
  private(set) var keys: [RingKey]

  init(prefix: String, keys: [RingKey] = []) {
    self.prefix = prefix
    self.keys = keys
  }

  var current: RingKey? { keys.first { $0.activated != nil && $0.retired == nil } }
  var next: RingKey? { keys.first { $0.activated == nil } }
  /// The last replaced one first.
  var previous: [RingKey] {
    keys.filter { $0.retired != nil }.sorted { ($0.retired ?? 0) > ($1.retired ?? 0) }
  }

  /// What the gateway is told: the key in use, the next one, then those that are still accepted.
  func accepted(_ rules: RotationRules, at now: Int) -> [String] {
    let replaced = previous.enumerated().filter { index, key in
      rules.keepsLast && index == 0 || now < (key.retired ?? 0) + rules.overlap
    }
    return [current, next].compactMap { $0?.name } + replaced.map(\.element.name)
  }

  /// Whether the key in use has served its time.
  func isDue(_ rules: RotationRules, at now: Int) -> Bool {
    guard let interval = rules.interval, let since = current?.activated else { return false }
    return now >= since + interval
  }

  /// Whether the next key can take over: everybody knows it, and there is room for one more.
  func canRotate(at now: Int) -> Bool {
    guard let next else { return false }
    return now >= next.made + RotationRules.settling && keys.count < RotationRules.limit
  }

  /// The next key takes over.
  mutating func rotate(at now: Int) {
    for index in keys.indices {
      if keys[index].activated == nil {
        keys[index].activated = now
      } else if keys[index].retired == nil {
        keys[index].retired = now
      }
    }
  }

  /// Forgets what is done with and what has no value any more, and names what is missing.
  /// - Parameter values: the keys of the Secret's data.
  /// - Returns: the names for which values have to be made.
  mutating func complete(_ rules: RotationRules, values: Set<String>, at now: Int) -> [String] {
    let last = previous.first?.name
    keys.removeAll { key in
      let isDone = key.retired.map { now >= $0 + rules.overlap + RotationRules.grace } ?? false
      return !values.contains(key.name) || isDone && !(rules.keepsLast && key.name == last)
    }
    var created: [String] = []
    var used = Set(values.union(keys.map(\.name)))
    func new() -> RingKey {
      let highest = 1 + (used.compactMap { number(of: $0) }.max() ?? 0)
      let key = RingKey(name: "\(prefix)-\(highest)", made: now)
      used.insert(key.name)
      created.append(key.name)
      return key
    }
    if current == nil {
      if let index = keys.firstIndex(where: { $0.activated == nil }) {
        keys[index].activated = now
      } else {
        var key = new()
        key.activated = now
        keys.append(key)
      }
    }
    if next == nil { keys.append(new()) }
    return created
  }

  /// When something changes by itself, from `now` on.
  func nextChange(_ rules: RotationRules, isAsked: Bool, at now: Int) -> Int? {
    var times = previous.compactMap(\.retired).flatMap {
      [$0 + rules.overlap, $0 + rules.overlap + RotationRules.grace]
    }
    let settled = (next?.made ?? now) + RotationRules.settling
    if isAsked { times.append(settled) }
    if let interval = rules.interval, let since = current?.activated { times.append(max(since + interval, settled)) }
    return times.filter { $0 > now }.min()
  }

  private func number(of name: String) -> Int? {
    name.hasPrefix(prefix + "-") ? Int(name.dropFirst(prefix.count + 1)) : nil
  }
}
