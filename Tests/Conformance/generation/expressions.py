"""Expressions: mostly of the type that is asked for, sometimes not, and spelled with as few parentheses as will do."""
from . import literals
from .text import STRINGS, entity, is_identifier, quote
from .world import ATTRIBUTES, BOOL, EXTENSIONS, IDS, LONG, STRING

# How tightly an expression binds: what stands to the left of `min` must be at least that tight.
IF, OR, AND, RELATION, SUM, PRODUCT, UNARY, MEMBER, PRIMARY = range(9)
LITERAL_KINDS = [BOOL, LONG, STRING, *EXTENSIONS]
ACTION_TYPE = ("entity", None)


class Path:
    """A way to a value from a variable; `guards` are the tests under which it is there."""

    def __init__(self, text, type, guards=()):
        self.text, self.type, self.guards = text, type, guards


class Expressions:
    """`wild` is how often a sub-expression is not of the type that its place needs."""

    def __init__(self, world, rng, environment, wild):
        self.world, self.rng, self.environment, self.wild = world, rng, environment, wild
        self.paths = self._paths()

    # Paths

    def _paths(self):
        here = self.environment
        found = [
            Path("principal", ("entity", here.principal)),
            Path("resource", ("entity", here.resource)),
            Path("context", here.action.context),
        ]
        for path in found:
            if path.text.count(".") + path.text.count("[") < 3 and len(found) < 60:
                found += self._steps(path)
        return found

    def _steps(self, path):
        if path.type[0] == "entity" and path.type[1] in self.world.types:
            attributes = self.world.types[path.type[1]].attributes
        elif path.type[0] == "record":
            attributes = path.type[1]
        else:
            return []
        return [
            Path(
                path.text + self.access(name), inner,
                path.guards if required else (*path.guards, f"{path.text} has {self.key(name)}"))
            for name, inner, required in attributes
        ]

    def key(self, name):
        return name if is_identifier(name) and self.rng.random() < 0.8 else quote(self.rng, name)

    def access(self, name):
        return f".{name}" if is_identifier(name) and self.rng.random() < 0.85 else f"[{quote(self.rng, name)}]"

    def path(self, type):
        found = [path for path in self.paths if path.type == type or (type == ACTION_TYPE and path.type[0] == "entity")]
        return self.rng.choice(found) if found else None

    # Composition

    def at(self, expression, least):
        text, level = expression
        return f"({text})" if level < least or self.rng.random() < 0.06 else text

    def operand(self, type, depth, least):
        return self.at(self.expression(type, depth), least)

    def expression(self, type, depth):
        """Text and how tightly it binds."""
        rng = self.rng
        if rng.random() < self.wild:
            if rng.random() < 0.25:
                return self.oddity(depth)
            type = rng.choice([*LITERAL_KINDS, ("set", LONG), ("record", ()), ACTION_TYPE])
        if depth > 0 and rng.random() < 0.06:
            guard, then, other = self.operand(BOOL, depth - 1, IF), self.operand(type, depth - 1, IF), self.operand(type, depth - 1, IF)
            return f"if {guard} then {then} else {other}", IF
        if rng.random() < (0.35 if depth > 0 else 0.6):
            path = self.path(type)
            if path:
                return self.guarded(path, type)
        return getattr(self, "of_" + type[0])(type, depth)

    def guarded(self, path, type):
        if not path.guards or self.rng.random() < 0.08 + self.wild:
            return path.text, MEMBER
        guard = " && ".join(path.guards)
        if type == BOOL:
            return f"{guard} && {path.text}", AND
        return f"if {guard} then {path.text} else {self.operand(path.type, 0, IF)}", IF

    # By type

    def of_bool(self, _, depth):
        if depth <= 0:
            return self.rng.choice([("true", PRIMARY), ("false", PRIMARY), self.compare(0), self.has(0)])
        makers = [
            self.compare, self.compare, self.equal, self.equal, self.equal, self.within, self.within, self.within, self.typed,
            self.typed, self.has, self.has, self.like, self.like, self.contains, self.contains, self.contains_all, self.empty,
            self.tag, self.tag, self.decimal_test, self.ip_test, self.ip_test, self.both, self.both, self.both, self.both,
            self.either, self.either, self.either, self.negation, self.negation,
        ]
        return self.rng.choice(makers)(depth)

    def of_long(self, _, depth):
        rng = self.rng
        if depth <= 0 or rng.random() < 0.35:
            number = rng.choice(literals.LONGS if rng.random() < 0.8 else literals.EDGE_LONGS)
            zeros = "00" if rng.random() < 0.03 else ""
            return (f"-{zeros}{-number}", UNARY) if number < 0 else (f"{zeros}{number}", PRIMARY)
        roll = rng.random()
        if roll < 0.45:
            return f"{self.operand(LONG, depth - 1, SUM)} {rng.choice('+-')} {self.operand(LONG, depth - 1, PRODUCT)}", SUM
        if roll < 0.65:
            return f"{self.operand(LONG, depth - 1, PRODUCT)} * {self.operand(LONG, depth - 1, UNARY)}", PRODUCT
        if roll < 0.75:
            return "-" * rng.choice([1, 1, 1, 2, 3, 4]) + self.operand(LONG, depth - 1, MEMBER), UNARY
        unit = rng.choice(["Milliseconds", "Seconds", "Minutes", "Hours", "Days"])
        return f"{self.operand(('duration',), depth - 1, MEMBER)}.to{unit}()", MEMBER

    def of_string(self, _, depth):
        if depth > 0 and self.rng.random() < 0.25:
            found = self.tagged(STRING, depth)
            if found:
                return found
        return quote(self.rng, self.rng.choice(STRINGS)), PRIMARY

    def constructed(self, kind):
        if self.wild and self.rng.random() < 0.15:
            return self.computed(kind)
        argument = literals.argument(self.rng, kind, wrong=0.03 + self.wild / 3)
        return f"{literals.CONSTRUCTORS[kind]}({quote(self.rng, argument)})", MEMBER

    def computed(self, kind):
        """A constructor of what is no literal: only a validator minds."""
        texts = [quote(self.rng, literals.argument(self.rng, kind, wrong=0.1)) for _ in range(2)]
        return f"{literals.CONSTRUCTORS[kind]}(if {self.operand(BOOL, 0, IF)} then {texts[0]} else {texts[1]})", MEMBER

    def of_decimal(self, type, depth):
        return self.constructed(type[0])

    of_ipaddr = of_decimal

    def of_datetime(self, type, depth):
        roll = self.rng.random()
        if depth > 0 and roll < 0.3:
            return f"{self.operand(type, depth - 1, MEMBER)}.offset({self.operand(('duration',), depth - 1, IF)})", MEMBER
        if depth > 0 and roll < 0.45:
            return f"{self.operand(type, depth - 1, MEMBER)}.toDate()", MEMBER
        return self.constructed("datetime")

    def of_duration(self, type, depth):
        moment, roll = ("datetime",), self.rng.random()
        if depth > 0 and roll < 0.25:
            return f"{self.operand(moment, depth - 1, MEMBER)}.durationSince({self.operand(moment, depth - 1, IF)})", MEMBER
        if depth > 0 and roll < 0.4:
            return f"{self.operand(moment, depth - 1, MEMBER)}.toTime()", MEMBER
        return self.constructed("duration")

    def of_set(self, type, depth):
        count = self.rng.choice([0 if self.rng.random() < 0.3 else 1, 1, 2, 3])
        if self.rng.random() < 0.04:
            count = self.rng.randrange(8, 40)
        members = [self.operand(type[1], depth - 2, IF) for _ in range(count)]
        return "[" + ", ".join(members) + (self.rng.choice(["", "", "", ","]) if members else "") + "]", PRIMARY

    def of_record(self, type, depth):
        fields = [
            f"{self.key(name)}: {self.operand(inner, depth - 2, IF)}"
            for name, inner, required in type[1]
            if required or self.rng.random() < 0.5
        ]
        return "{" + ", ".join(fields) + (self.rng.choice(["", "", ","]) if fields else "") + "}", PRIMARY

    def of_entity(self, type, depth):
        uid = self.world.any_uid() if type[1] is None else self.world.uid(type[1])
        if type[1] is None and self.rng.random() < 0.3:
            return self.rng.choice(["principal", "resource", "action"]), PRIMARY
        return entity(self.rng, uid), MEMBER

    # Tests

    def some_type(self):
        """A type that there is a path to, or a literal's."""
        return self.rng.choice(self.paths).type if self.rng.random() < 0.6 else self.rng.choice(LITERAL_KINDS)

    def compare(self, depth):
        type = self.rng.choice([LONG, LONG, ("datetime",), ("duration",)])
        operator = self.rng.choice(["<", "<=", ">", ">="])
        return f"{self.operand(type, depth - 1, SUM)} {operator} {self.operand(type, depth - 1, SUM)}", RELATION

    def equal(self, depth):
        type = self.some_type()
        operator = self.rng.choice(["==", "==", "!="])
        return f"{self.operand(type, depth - 1, SUM)} {operator} {self.operand(type, depth - 1, SUM)}", RELATION

    def within(self, depth):
        left = self.operand(ACTION_TYPE, depth - 1, SUM)
        kind = self.rng.choice(list(self.world.types))
        right = ("set", ("entity", kind)) if self.rng.random() < 0.35 else ("entity", kind)
        if self.rng.random() < 0.15:
            return f"action in {self.actions()}", RELATION
        return f"{left} in {self.operand(right, depth - 1, SUM)}", RELATION

    def actions(self):
        uids = [entity(self.rng, self.rng.choice(self.world.actions + self.world.groups).uid) for _ in range(2)]
        return self.rng.choice([uids[0], f"[{', '.join(uids)}]"])

    def typed(self, depth):
        kind = self.rng.choice(list(self.world.types)) if self.rng.random() < 0.95 else "Unheard::Of"
        text = f"{self.operand(ACTION_TYPE, depth - 1, SUM)} is {kind}"
        if self.rng.random() < 0.35:
            text += f" in {self.operand(('entity', kind), depth - 1, SUM)}"
        return text, RELATION

    def has(self, depth):
        bases = [path for path in self.paths if path.type[0] in ("entity", "record")]
        base = self.rng.choice(bases)
        steps = self._steps(base)
        if not steps or self.rng.random() < 0.1:
            return f"{base.text} has {self.key(self.rng.choice(ATTRIBUTES))}", RELATION
        names = [name for name in self.attributes(base.type) if is_identifier(name)]
        if names and self.rng.random() < 0.3:
            chain = [self.rng.choice(names), *self.rng.sample([n for n in ATTRIBUTES if is_identifier(n)], self.rng.randrange(3))]
            return f"{base.text} has {'.'.join(chain)}", RELATION
        return f"{base.text} has {self.key(self.rng.choice(self.attributes(base.type)))}", RELATION

    def attributes(self, type):
        record = self.world.types[type[1]].attributes if type[0] == "entity" else type[1]
        return [name for name, _, _ in record]

    def like(self, depth):
        text = self.rng.choice(STRINGS)
        pattern = [*text]
        for _ in range(self.rng.randrange(4)):
            pattern.insert(self.rng.randrange(len(pattern) + 1), None)
        if pattern and self.rng.random() < 0.5:
            pattern.pop(self.rng.randrange(len(pattern)))
        star = self.rng.choice(["", "", "", "", r"\u{2a}", r"\x2a"])
        return f"{self.operand(STRING, depth - 1, SUM)} like {quote(self.rng, pattern, True)[:-1]}{star}\"", RELATION

    def element(self):
        return self.rng.choice([LONG, STRING, self.some_type(), ("entity", self.rng.choice(list(self.world.types)))])

    def a_set(self):
        """The type of a set that there is a path to, else of any."""
        found = [path.type for path in self.paths if path.type[0] == "set"]
        return self.rng.choice(found) if found and self.rng.random() < 0.6 else ("set", self.element())

    def contains(self, depth):
        type = self.a_set()
        return f"{self.operand(type, depth - 1, MEMBER)}.contains({self.operand(type[1], depth - 1, IF)})", MEMBER

    def contains_all(self, depth):
        type, method = self.a_set(), self.rng.choice(["containsAll", "containsAny"])
        return f"{self.operand(type, depth - 1, MEMBER)}.{method}({self.operand(type, depth - 1, IF)})", MEMBER

    def empty(self, depth):
        return f"{self.operand(self.a_set(), depth - 1, MEMBER)}.isEmpty()", MEMBER

    def tag(self, depth):
        bases = [path for path in self.paths if path.type[0] == "entity"]
        tags = [path for path in bases if path.type[1] in self.world.types and self.world.types[path.type[1]].tags]
        base = self.rng.choice(tags or bases)
        key = self.operand(STRING, 0, IF)
        if not tags or self.rng.random() < 0.3:
            return f"{base.text}.hasTag({key})", MEMBER
        type = self.world.types[base.type[1]].tags
        test = f"{base.text}.getTag({key}) == {self.operand(type, depth - 1, SUM)}"
        return (f"{base.text}.hasTag({key}) && {test}", AND) if self.rng.random() < 0.8 else (test, RELATION)

    def tagged(self, type, depth):
        for path in self.paths:
            if path.type[0] == "entity" and path.type[1] in self.world.types and self.world.types[path.type[1]].tags == type:
                key = self.operand(STRING, 0, IF)
                return f"if {path.text}.hasTag({key}) then {path.text}.getTag({key}) else {self.operand(type, 0, IF)}", IF
        return None

    def decimal_test(self, depth):
        method, type = self.rng.choice(["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"]), ("decimal",)
        return f"{self.operand(type, depth - 1, MEMBER)}.{method}({self.operand(type, depth - 1, IF)})", MEMBER

    def ip_test(self, depth):
        type = ("ipaddr",)
        if self.rng.random() < 0.4:
            return f"{self.operand(type, depth - 1, MEMBER)}.isInRange({self.operand(type, depth - 1, IF)})", MEMBER
        method = self.rng.choice(["isIpv4", "isIpv6", "isLoopback", "isMulticast"])
        return f"{self.operand(type, depth - 1, MEMBER)}.{method}()", MEMBER

    def both(self, depth):
        return f"{self.operand(BOOL, depth - 1, AND)} && {self.operand(BOOL, depth - 1, RELATION)}", AND

    def either(self, depth):
        return f"{self.operand(BOOL, depth - 1, OR)} || {self.operand(BOOL, depth - 1, AND)}", OR

    def negation(self, depth):
        return "!" * self.rng.choice([1, 1, 1, 2, 3, 4]) + self.operand(BOOL, depth - 1, MEMBER), UNARY

    # What no type asks for

    def oddity(self, depth):
        rng, any_ = self.rng, lambda least: self.operand(rng.choice(LITERAL_KINDS), depth - 1, least)
        function = rng.choice(["ip", "decimal", "datetime", "duration"])
        method = rng.choice(["isIpv4", "isInRange", "lessThan", "offset", "toDate", "toDays", "durationSince", "toTime"])
        base = rng.choice(self.paths).text
        return rng.choice([
            (base + self.access(rng.choice(ATTRIBUTES)), MEMBER),
            (f"{any_(MEMBER)}{self.access(rng.choice(ATTRIBUTES))}", MEMBER),
            (f"{function}({', '.join(any_(IF) for _ in range(rng.randrange(3)))})", MEMBER),
            (f"{any_(MEMBER)}.{method}({', '.join(any_(IF) for _ in range(rng.randrange(3)))})", MEMBER),
            (f"{base}.getTag({any_(IF)})", MEMBER),
            (f"{any_(SUM)} in {any_(SUM)}", RELATION),
            (f"{base} in [{any_(IF)}, {base}]", RELATION),
            ("[]", PRIMARY),
            (f"[{any_(IF)}, {any_(IF)}]", PRIMARY),
            (entity(rng, ("Unheard::Of", rng.choice(IDS))), MEMBER),
            ("action" + self.access(rng.choice(ATTRIBUTES)), MEMBER),
            (f"[{any_(IF)}].contains({any_(IF)})", MEMBER),
        ])
