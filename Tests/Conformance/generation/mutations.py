"""Texts and trees with a few things wrong, or merely different."""
import copy
import json

from .text import GAPS, tokens

POLICY_TOKENS = [
    "permit", "forbid", "when", "unless", "principal", "action", "resource", "context", "?principal", "?resource", "?other", "if",
    "then", "else", "in", "is", "like", "has", "true", "false", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "!", "-", "+", "*", "/",
    "%", "=", "(", ")", "[", "]", "{", "}", ",", ";", ":", "::", ".", "@", '"a"', '"*"', '""', r'"\*"', r'"\q"', r'"\u{110000}"',
    r'"\u{d800}"', r'"\x80"', r'"\u{0_0_41}"', "'a'", "0", "1", "007", "9223372036854775807", "9223372036854775808",
    "18446744073709551616", "ip", "decimal", "contains", "isEmpty", "isInRange", "__cedar", "User", "Action", "N::User", 'User::"a"',
    'Action::"read"', 'ip("1.1.1.1")', ".contains(1)", ".isEmpty()", ".x", '["x"]', "[]", "{}", "()", "//", "/*", "&", "|", "#", "$",
    "@id", '@id("x")', "!!!!!", "-----", "\ufeff", "\u00e9", "\u200b", "\r", "1.5", "context.x", "action.x", "template",
]
SCHEMA_TOKENS = [
    "namespace", "entity", "action", "type", "in", "tags", "enum", "appliesTo", "principal", "resource", "context", "attributes", "Set",
    "Long", "String", "Bool", "Boolean", "ipaddr", "decimal", "datetime", "duration", "__cedar", "__cedar::Long", "Entity", "Extension",
    "Record", "Action", "User", "N", "{", "}", "[", "]", "<", ">", ",", ";", ":", "::", "?", "=", "@", "(", ")", '"a"', '""', r'"\q"',
    "if", "is", "has", "like", "true", "@doc", '@doc("x")', "Set<Long>", "{}", "[]", "entity A;", "type T = Long;", "type A = B;",
    "action x;", "namespace M {}", "entity E enum [\"a\"];", "1", "//", "\ufeff", "é", "appliesTo { principal: [], resource: [] }",
]
DECLARATIONS = [
    "entity Action;", "entity User;", "entity Group in [Group] { a?: Long };", "entity Long;", "entity Set;", "type Long = Long;",
    "type String = { a: String };", "type A1 = { a: B1 }; type B1 = Set<A1>;", "type Record = Long;", "type Action = Long;",
    "action x in [x];", "action y in [z]; action z in [y];", "action w attributes { };", "action w attributes { a: 1 };",
    "action v appliesTo { principal: [], resource: User };", "action u appliesTo { principal: User };", "entity if;",
    "action u appliesTo { principal: User, resource: User, context: Long };", "entity E1 { if: Long };", "entity __cedar;",
    "action u appliesTo { principal: User, principal: User, resource: User };", "entity E2 { a: __cedar::Nothing };",
    "namespace N { entity E3; }", "namespace N { action q; }", "namespace __cedar { }", "namespace N::Z { entity User; }",
    "action read;", '@doc("x") @doc("y") entity E4;', 'entity E5 enum [];', 'entity E6 enum ["a", "a"] in [User];', "entity E7 = Long;",
    "type E8 = { a: Long, a: String }; entity E9 = E8;", "entity E10 in [Action];", "entity E11 { a: Action };", "type ipaddr = Long;",
    'action t in [Action::"read", N::Action::"read"];', "type A2 = { a: B2 }; type B2 = { a: Long }; entity E12 = A2 tags B2;",
]
STRAY = ["\u0000", "\u00a0", "\ufeff", "\\", '"', "'", "\r", "\n", "\u2028", "é", "\U0001f600", "/", "*", "_", "0", ";", ")", "("]


ALIKE = [
    ["==", "!=", "<", "<=", ">", ">=", "in", "has", "like", "is"], ["&&", "||"], ["+", "-", "*", "/", "%"], ["when", "unless"],
    ["principal", "action", "resource", "context"], ["permit", "forbid"], ["true", "false"], ["!", "-"], ["?principal", "?resource"],
    ["contains", "containsAll", "containsAny", "isInRange", "lessThan", "getTag", "hasTag", "offset", "durationSince"],
    ["isEmpty", "isIpv4", "toDate", "toTime", "toDays", "isLoopback"], ["ip", "decimal", "datetime", "duration"],
    ["Long", "String", "Bool", "ipaddr", "decimal", "datetime", "duration", "Boolean", "Entity", "Nothing"], [",", ";"],
]


def kind(token):
    return "string" if token[0] == '"' else "number" if token[0].isdigit() else "name" if token[0].isalpha() else token


def exchanged(rng, token, found, vocabulary):
    """A token that could stand in the same place, often with another meaning."""
    family = next((family for family in ALIKE if token in family), None)
    if family and rng.random() < 0.8:
        return rng.choice(family)
    others = [other for other in [*found, *vocabulary] if kind(other) == kind(token)]
    return rng.choice(others) if others else rng.choice(vocabulary)


def mutated_text(rng, text, vocabulary, others=()):
    """A few tokens taken out, put in, exchanged, doubled; or a character that does not belong."""
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        if rng.random() < 0.12:
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(STRAY) + text[at + rng.randrange(2) :]
            continue
        found = tokens(text)
        if not found:
            return rng.choice(vocabulary)
        if vocabulary is SCHEMA_TOKENS and rng.random() < 0.25:
            ends = [place + 1 for place, token in enumerate(found) if token == ";"]
            found.insert(rng.choice([0, *ends, len(found)]), rng.choice(DECLARATIONS))
            text = joined(rng, found)
            continue
        at, way = rng.randrange(len(found)), rng.randrange(14)
        if way == 0:
            del found[at]
        elif way == 1:
            found.insert(at, rng.choice(vocabulary))
        elif way == 2:
            found[at] = rng.choice(vocabulary)
        elif way == 3:
            other = min(at + rng.choice([1, 1, 2, 5]), len(found) - 1)
            found[at], found[other] = found[other], found[at]
        elif way == 4:
            found.insert(at, found[rng.randrange(len(found))])
        elif way > 5:
            found[at] = exchanged(rng, found[at], found, vocabulary)
        elif others:
            borrowed = tokens(rng.choice(others))
            start = rng.randrange(len(borrowed)) if borrowed else 0
            found[at:at] = borrowed[start : start + rng.randrange(1, 6)]
        text = joined(rng, found)
    return text


def joined(rng, found):
    """One text of the tokens, each kept apart from the next."""
    gap = " " if rng.random() < 0.8 else rng.choice(GAPS)
    return "".join(token if token.endswith(("\n", "\r")) else token + gap for token in found)


REPLACEMENTS = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 1 << 63, "", "a", "All", "==", "in", "is", "User", "N::User", "Action", "a b", "if", "__cedar",
    "permit", "?principal", "?resource", "principal", "Wildcard", "Long", "Record", "Set", "Entity", "Nothing", [], {}, ["a"], [1, "a"],
    {"Value": 1}, {"Var": "principal"}, {"Slot": "?principal"}, {"Unknown": []}, {"a": 1}, {"type": "User", "id": "a"}, {"type": "Long"},
    {"__entity": {"type": "User", "id": "a"}}, {"__extn": {"fn": "ip", "arg": "1.1.1.1"}}, {"__extn": {"fn": "ip", "arg": "x"}},
    {"__extn": {"fn": "nothing", "arg": "x"}}, {"__entity": 1}, {"__expr": "1"}, {"__extn": {"fn": "decimal", "arg": "1.0"}},
    {"op": "All"}, {"op": "==", "entity": {"type": "User", "id": "a"}}, {"op": "in", "slot": "?resource"}, {"Literal": "a"},
    {"has": {"left": {"Var": "context"}, "attr": ["a", "b"]}}, {"has": {"left": {"Var": "context"}, "attr": []}}, ["a", "b", "if"],
    {"op": "is", "entity_type": "User"}, {"kind": "when", "body": {"Value": True}}, {"Set": []}, {"Record": {}}, {"ip": []},
]
KEYS = [
    "effect", "principal", "action", "resource", "conditions", "annotations", "op", "entity", "entities", "entity_type", "slot", "in",
    "kind", "body", "left", "right", "arg", "attr", "pattern", "Value", "Var", "Set", "Record", "has", "like", "is", ".", "==", "!=",
    "&&", "neg", "!", "if", "then", "else", "ip", "isIpv4", "contains", "getTag", "isEmpty", "type", "id", "uid", "attrs", "parents",
    "tags", "extra", "__entity", "__extn", "fn", "entityTypes", "actions", "commonTypes", "memberOfTypes", "memberOf", "shape", "required",
    "attributes", "element", "name", "appliesTo", "principalTypes", "resourceTypes", "additionalAttributes", "enum", "staticPolicies",
]


def places(tree, path=()):
    yield path
    if isinstance(tree, dict):
        for key, inner in tree.items():
            yield from places(inner, (*path, key))
    elif isinstance(tree, list):
        for index, inner in enumerate(tree):
            yield from places(inner, (*path, index))


def mutated_tree(rng, tree):
    """A copy with a few members taken away, added, renamed, replaced or exchanged for others of the same tree."""
    tree = copy.deepcopy(tree)
    for _ in range(rng.choice([1, 1, 1, 2])):
        found = [path for path in places(tree) if path]
        if not found:
            return tree
        path = rng.choice(found)
        holder = inside(tree, path[:-1])
        change(rng, holder, path[-1], tree, found)
    return tree


def similar(rng, value, tree, found):
    """Another value of the same JSON kind from elsewhere in the tree."""
    others = [other for other in (inside(tree, path) for path in found) if type(other) is type(value) and other != value]
    return copy.deepcopy(rng.choice(others)) if others else value


def change(rng, holder, key, tree, found):
    way = rng.randrange(10)
    if way > 5:
        holder[key] = similar(rng, holder[key], tree, found)
        return
    if way == 0:
        del holder[key]
    elif way == 1:
        holder[key] = copy.deepcopy(rng.choice(REPLACEMENTS))
    elif way == 2:
        holder[key] = copy.deepcopy(inside(tree, rng.choice(found)))
    elif way == 3 and isinstance(holder, dict):
        holder[rng.choice(KEYS)] = holder.pop(key)
    elif way == 4 and isinstance(holder, dict):
        holder[rng.choice(KEYS)] = copy.deepcopy(rng.choice(REPLACEMENTS))
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(rng.choice([holder[key], *REPLACEMENTS])))
    else:
        holder[key] = [holder[key]]


def inside(tree, path):
    for key in path:
        tree = tree[key]
    return tree


NUMBERS = ["-0", "1.0", "1e2", "0.5", "01", "+1", "1.", "9223372036854775808", "-9223372036854775809", "NaN", "0x1", "-"]
ESCAPES = [r"\u00e9", r"\ud83d\ude00", r"\ud800", r"\udc00x", r"\x41", r"\/", r"\b", "\t", "\u0001", r"\u00", "\u007f"]


def mutated_json(rng, tree):
    """JSON text with a slip in its spelling: numbers, escapes, duplicate members, what stands around it."""
    text = json.dumps(tree, ensure_ascii=rng.random() < 0.5)
    way = rng.randrange(6)
    at = rng.randrange(len(text) + 1)
    if way == 0:
        spots = [index for index, c in enumerate(text) if c.isdigit() and not text[index - 1].isalnum()]
        at = rng.choice(spots) if spots else at
        return text[:at] + rng.choice(NUMBERS) + text[at + 1 :]
    if way == 1:
        at = text.find('"', at)
        return text if at < 0 else text[: at + 1] + rng.choice(ESCAPES) + text[at + 1 :]
    if way == 2:
        return rng.choice([text + "x", text + " \n", "\ufeff" + text, text + ",", "[" + text, text[:-1], "\u00a0" + text, text * 2])
    if way == 3:
        at = text.find("{", at)
        extra = rng.choice(['"a": 1, "a": 2,', '"uid": 1,', '"attrs": {},', '"parents": [],', '"é": "a",', '"a": null,'])
        return text if at < 0 else text[: at + 1] + extra + text[at + 1 :]
    if way == 4:
        return text[:at] + text[at + rng.randrange(1, 3) :]
    return text[:at] + rng.choice([",", "]", "}", " ", "\n", "\f", "null", "1", '"', "//"]) + text[at:]
