@testable import Cedar

/// Entities and conditions over everything that the language has; what each says is the interpreter's to know.
enum EngineSamples {
  static let alice = EntityUID("User", "alice")
  static let doc = EntityUID("Doc", "plan")
  static let read = EntityUID("Action", "read")

  static func entities() throws -> Entities {
    let staff = EntityUID("Group", "staff")
    return try Entities([
      Entity(
        alice,
        attributes: [
          "level": .long(3), "roles": .set([.string("dev"), .string("ops")]), "boss": .entity(EntityUID("User", "bob")),
          "home": .record(["city": .string("Ulm"), "floors": .set([.long(1)])]), "ip": .string("10.1.2.3"),
        ],
        parents: [staff], tags: ["team": .string("core")]),
      Entity(EntityUID("User", "bob"), attributes: ["level": .long(9)], parents: [staff]),
      Entity(staff, parents: [EntityUID("Group", "all")]),
      Entity(doc, attributes: ["public": .bool(false), "owner": .entity(alice), "level": .long(2)]),
      Entity(read, parents: [EntityUID("Action", "any")]),
    ])
  }

  static let conditions = [
    "principal.level > 2", "principal.level >= 3 && principal.level < 4 && principal.level <= 3", "2 < principal.level",
    "principal.roles.contains(\"ops\")", "principal.roles.containsAll([\"ops\", \"dev\"])",
    "principal.roles.containsAny([principal.ip, \"ops\"])", "[principal.ip].contains(\"10.1.2.3\")",
    "principal.boss.level == 9", "principal.boss.boss.level == 9", "principal.boss has level",
    "principal has boss.boss.level", "principal has boss.level", "principal has home.city.x", "context has a.b",
    "principal.home == {city: \"Ulm\", floors: [1]}", "principal.home == {city: principal.home.city, floors: [1, 1]}",
    "principal in Group::\"all\"", "principal in [Group::\"x\", Group::\"staff\"]", "!(principal in [Group::\"x\"])",
    "principal in []", "principal in [principal, 1]", "principal.boss in Group::\"staff\"", "resource in resource",
    "principal is User", "principal is User in Group::\"all\"", "resource is User in 1", "principal is Doc || true",
    "resource.owner == principal", "resource == Doc::\"plan\"", "Doc::\"plan\" != resource",
    "action in Action::\"any\"",
    "principal.hasTag(\"team\") && principal.getTag(\"team\") == \"core\"", "principal.getTag(\"x\") == 1",
    "resource.hasTag(principal.ip)", "ip(principal.ip).isInRange(ip(\"10.0.0.0/8\"))", "ip(\"nope\").isIpv4()",
    "ip(principal.ip) == ip(\"10.1.2.3\")", "decimal(\"1.5\").lessThan(decimal(\"1.50\"))", "ip().isIpv4()",
    "datetime(\"2024-01-02\").toDate() == datetime(\"2024-01-02T00:00:00Z\")", "duration(\"1h\").toMinutes() == 60",
    "datetime(\"1969-12-31T23:59:59Z\").toTime() == duration(\"86399s\")", "duration(\"1h\") < duration(\"61m\")",
    "9223372036854775807 + principal.level > 0", "-principal.level == -3", "principal.level * 3 - 4 == 5",
    "if principal.level == 3 then resource.public else true", "(if true then 1 else 2) == 1", "principal.missing == 1",
    "User::\"ghost\".level == 1", "User::\"ghost\" has level", "principal.ip like \"10.*.3\"",
    "principal.level like \"a\"",
    "context.n == 1 || context.missing", "context == {n: 1, s: \"é\"}", "context.s == \"e\\u{301}\"", "context.n",
    "[[1, 2], [2, 1, 1]] == [[2, 1]]", "[].isEmpty()", "principal.roles.isEmpty()", "1 == true", "1 < true", "!1",
    "(principal.level == 3) == (resource.level == 2)", "[principal.level == 3, 1 == 2].contains(false)",
    "{a: principal.level}.a == 3", "{a: principal}.a.level == 3", "action.x == 1", "false && 1", "1 && false",
  ]
}
