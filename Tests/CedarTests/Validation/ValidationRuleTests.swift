import Testing

@testable import Cedar

/// The judgements of the type system, one line each.
@Suite struct ValidationRuleTests {
  @Test(arguments: [
    // Literals, equality, order, arithmetic.
    "1 == \"a\" || context.mfa", "principal.age == 3", "principal == resource || context.mfa", "context == context",
    "principal == Group::\"g\" || context.mfa", "{a: true} == {a: context.mfa}", "[true].contains(context.mfa)",
    "{b: 1, a: 2} == {a: 1, b: 2}", "principal.age + 1 * 2 - 3 < -principal.age", "principal.age >= 18",
    "resource.made < datetime(\"2024-01-01\")", "duration(\"1h\") > duration(\"1s\")", "principal.last == action",
    // Hierarchy and types.
    "principal in Group::\"g\"", "principal in [Group::\"g\", Group::\"h\"]", "principal in resource || context.mfa",
    "principal is User in Group::\"g\"", "resource is Folder || context.mfa", "action in Action::\"readers\"",
    "action is Action", "principal.last in Action::\"readers\"",
    // Attributes, tags.
    "principal has name && principal.name like \"a*\"", "principal has address.city && principal.address.city == \"x\"",
    "principal has address && principal.address.zip == \"1\"", "principal has \"name\" && principal[\"name\"] == \"a\"",
    "!(principal has name) || context.mfa", "if principal has boss then principal.boss.age > 1 else context.mfa",
    "context has n && context.n > 1", "principal.hasTag(\"t\") && principal.getTag(\"t\") == \"v\"",
    "principal.hasTag(\"a\") && principal.hasTag(principal.getTag(\"a\"))",
    // Sets, extension types.
    "principal.roles.contains(\"x\")", "principal.roles.containsAll([\"a\", \"b\"])", "principal.roles.isEmpty()",
    "principal.ip.isInRange(ip(\"10.0.0.0/8\"))", "decimal(\"1.0\").lessThan(decimal(\"2.0\"))",
    "resource.made.offset(duration(\"1d\")).toDate() == datetime(\"2024-01-01\")",
    "resource.made.durationSince(datetime(\"2024-01-01\")).toDays() == 1",
    // What is never evaluated is not checked.
    "context.mfa || true || 1", "true || principal.nope", "!(false && principal.nope)",
    "if true then context.mfa else 1", "if resource is Folder then 1 else context.mfa",
    "Color::\"red\" == Color::\"red\"",
  ])
  func `an expression has a type`(condition: String) throws {
    let report = try ValidationFixture.report(condition: condition)
    #expect(report.isValid, "\(report.errors.map(\.diagnostic))")
  }

  @Test(arguments: [
    ("1", ValidationFinding.Kind.unexpectedType, 1), ("!1", .unexpectedType, 2), ("-\"a\" == 1", .unexpectedType, 2),
    ("context.mfa && 1", .unexpectedType, 16), ("1 || true", .unexpectedType, 1),
    ("if 1 then true else true", .unexpectedType, 4), ("1 + \"a\" == 2", .unexpectedType, 5),
    ("1 < \"a\"", .unexpectedType, 5), ("\"a\" < 1", .unexpectedType, 1),
    ("datetime(\"2024-01-01\") < 1", .unexpectedType, 1), ("datetime(\"2024-01-01\") < \"a\"", .unexpectedType, 26),
    ("1 in principal", .unexpectedType, 1), ("principal in 1", .unexpectedType, 14), ("1 is User", .unexpectedType, 1),
    ("principal in [1]", .unexpectedType, 14), ("1 has a", .unexpectedType, 1), ("1 like \"a\"", .unexpectedType, 1),
    ("principal.age.zip == 1", .unexpectedType, 1), ("principal has age.zip", .unexpectedType, 1),
    ("principal.contains(1)", .unexpectedType, 1), ("[1].containsAny(1)", .unexpectedType, 17),
    ("\"a\".isEmpty()", .unexpectedType, 1), ("principal.hasTag(1)", .unexpectedType, 18),
    ("1.hasTag(\"a\")", .unexpectedType, 1), ("ip(1).isIpv4()", .unexpectedType, 4),
    ("decimal(\"1.0\").isIpv4()", .unexpectedType, 1),
    ("resource.made.offset(1).toTime().toDays() == 1", .unexpectedType, 22),
    ("principal.age == \"a\"", .incompatibleTypes, 1), ("context.mfa == 1", .incompatibleTypes, 1),
    ("{a: principal.age} == {a: \"x\"}", .incompatibleTypes, 1), ("{a: 1} == {b: 1}", .incompatibleTypes, 1),
    ("context == {mfa: true}", .incompatibleTypes, 1),
    ("context == {mfa: true, n: 1, doc: resource}", .incompatibleTypes, 1), ("[1] == [\"a\"]", .incompatibleTypes, 1),
    ("[1, \"a\"].contains(1)", .incompatibleTypes, 5),
    ("[principal, resource].contains(principal)", .incompatibleTypes, 13),
    ("[1].contains(\"a\")", .incompatibleTypes, 1), ("[1].containsAll([\"a\"])", .incompatibleTypes, 1),
    ("if context.mfa then 1 else true", .incompatibleTypes, 1),
    ("[action].contains(Other::Action::\"touch\")", .incompatibleTypes, 1),
    ("principal.nope == 1", .attributeNotFound, 1), ("context.nope", .attributeNotFound, 1),
    ("action.nope == 1", .attributeNotFound, 1), ("{a: 1}.b == 1", .attributeNotFound, 1),
    ("Color::\"red\".a == 1", .attributeNotFound, 1),
    ("principal.name == \"a\"", .unsafeAttributeAccess, 1), ("context.n == 1", .unsafeAttributeAccess, 1),
    ("principal has address && principal.address.city == \"x\"", .unsafeAttributeAccess, 26),
    ("principal.getTag(\"t\") == \"v\"", .unsafeTagAccess, 1), ("resource.getTag(\"t\") == \"v\"", .noTagsAllowed, 1),
    ("principal.hasTag(\"a\") && principal.getTag(\"b\") == \"v\"", .unsafeTagAccess, 26),
    ("ip().isIpv4()", .wrongArgumentCount, 1), ("ip(\"::1\", \"::1\").isIpv4()", .wrongArgumentCount, 1),
    ("principal.ip.isInRange()", .wrongArgumentCount, 1), ("ip(\"x\").isIpv4()", .invalidArgument, 1),
    ("decimal(\"1\") == decimal(\"1.0\")", .invalidArgument, 1),
    ("datetime(\"2024-13-01\") == resource.made", .invalidArgument, 1),
    ("duration(\"1\").toDays() == 1", .invalidArgument, 1),
    ("ip(if context.mfa then \"::1\" else \"::2\").isIpv4()", .nonLiteralArgument, 4),
    ("[].isEmpty()", .emptySet, 1), ("[[]].isEmpty()", .emptySet, 2), ("principal in []", .emptySet, 14),
    ("principal is Usr", .unknownEntityType, 1), ("false && principal is Usr", .unknownEntityType, 10),
    ("principal == Usr::\"a\"", .unknownEntityType, 14), ("action == Action::\"raed\"", .unknownAction, 11),
    ("false && action in Action::\"raed\"", .unknownAction, 20),
    ("Color::\"blue\" == Color::\"red\"", .unknownEnumerationMember, 1),
    ("true || Color::\"blue\" has a", .unknownEnumerationMember, 9),
  ])
  func `an expression has no type`(condition: String, kind: ValidationFinding.Kind, column: Int) throws {
    let report = try ValidationFixture.report(condition: condition)
    #expect(report.kinds == [kind], "\(report.errors.map(\.diagnostic))")
    #expect(report.errors.first?.range.start.column == column + ValidationFixture.prefix.count)
  }

  @Test(arguments: [
    "false", "1 == 2", "1 == \"a\"", "principal == Group::\"g\"", "principal == resource", "principal is Group",
    "resource in principal", "resource in Group::\"g\"", "action == Action::\"write\"", "action in Action::\"write\"",
    "action in [Action::\"write\", Action::\"read\"] && false", "action in User::\"a\"", "action != action",
    "principal has nope", "context has nope", "action has x", "principal has address.nope", "resource.hasTag(\"t\")",
    "context.mfa && false", "!true", "if true then false else true", "false || false", "!(context has mfa)",
    "principal has name && !(principal has name)", "principal is Group in Group::\"g\"", "true && true == false",
    "(true && true) == false", "Action::\"read\" in Other::Action::\"touch\"", "principal in Action::\"readers\"",
  ])
  func `a condition is never true`(condition: String) throws {
    let report = try ValidationFixture.report(condition: condition)
    #expect(report.isValid && report.isImpossible, "\(report.errors.map(\.diagnostic))")
  }

  @Test(arguments: [
    "true", "context.mfa", "principal has age", "principal has name", "principal in Group::\"g\"",
    "principal in User::\"a\"", "action in Action::\"readers\"", "action == action", "!false", "!(true == false)",
    "principal == User::\"a\"", "[1].contains(2)", "1 < 0", "{a: 1}.a == 2", "!(principal has nope)",
    "!(principal has age)", "principal.last == Action::\"write\"", "principal.last in Action::\"write\"", "-(1) == 2",
  ])
  func `a condition may be true`(condition: String) throws {
    let report = try ValidationFixture.report(condition: condition)
    #expect(report.isValid && !report.isImpossible, "\(report.errors.map(\.diagnostic))")
  }
}
