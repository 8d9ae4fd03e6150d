"""What a case is about: entity types with their attributes, actions with what they apply to, and the entities themselves."""
from dataclasses import dataclass, field

# A type is a tuple: ("bool",), ("long",), ("string",), an extension's name alone, ("set", T), ("entity", name) or
# ("record", ((attribute, T, is required), …)).
BOOL, LONG, STRING = ("bool",), ("long",), ("string",)
EXTENSIONS = [("decimal",), ("ipaddr",), ("datetime",), ("duration",)]

NAMESPACES = [[""], [""], ["", "N"], ["N"], ["N", "Org::Team"], ["", "A::B::C"]]
TYPE_NAMES = ["User", "Group", "Doc", "Folder", "Tool", "Client", "MCP", "principal", "permit", "_T1", "type", "Set_", "context"]
ACTION_NAMES = ["read", "write", "call_tool", "delete", "a b", "in", "\u00e9", "view", ""]
GROUP_NAMES = ["anything", "readers", "all tools"]
ATTRIBUTES = [
    "name", "level", "owner", "flag", "roles", "ip", "when", "ttl", "score", "info", "if", "a b", "\u00e9", "type", "principal",
    "like", "x1", "", "permit", "tags", "e\u0301",
]
IDS = ["a", "b", "c", "alice", "bob", "1", "x y", "\u00e9", "e\u0301", "*", "", '"', "\u65e5\u672c"]


@dataclass
class EntityType:
    name: str
    parents: list = field(default_factory=list)
    attributes: tuple = ()
    tags: tuple = None
    enum: list = None


@dataclass
class Action:
    uid: tuple
    parents: list = field(default_factory=list)
    principals: list = field(default_factory=list)
    resources: list = field(default_factory=list)
    context: tuple = ("record", ())


@dataclass
class Environment:
    """One way that an action is used: the types that scope and conditions are written for."""

    principal: str
    action: Action
    resource: str


class World:
    def __init__(self, rng):
        self.rng = rng
        self.namespaces = rng.choice(NAMESPACES)
        names = rng.sample(TYPE_NAMES, rng.randrange(3, 7))
        self.types = {}
        for name in names:
            qualified = self.qualified(name)
            self.types[qualified] = EntityType(qualified)
        for type in self.types.values():
            self._fill(type)
        self.commons = {}
        for number in range(rng.choice([0, 0, 1, 2])):
            self.commons[self.qualified(f"Common{number}")] = self.record_type(2)
        self.actions, self.groups = [], []
        self._make_actions()
        self.environments = [
            Environment(principal, action, resource)
            for action in self.actions
            for principal in action.principals
            for resource in action.resources
        ]
        # Few enough that policies and requests meet.
        self.focus = rng.sample(self.environments, min(len(self.environments), rng.randrange(1, 4)))
        self.ids = {
            name: type.enum or rng.sample(IDS, rng.randrange(1, 5)) for name, type in self.types.items()
        }

    def qualified(self, name):
        namespace = self.rng.choice(self.namespaces)
        return f"{namespace}::{name}" if namespace else name

    def _fill(self, type):
        rng = self.rng
        if rng.random() < 0.12:
            type.enum = rng.sample(IDS, rng.randrange(1, 4))
            return
        type.parents = [name for name in self.types if rng.random() < 0.4]
        type.attributes = self.record_type(3)[1]
        if rng.random() < 0.35:
            type.tags = self.type(1)

    def type(self, depth):
        rng = self.rng
        roll = rng.random()
        if depth > 0 and roll < 0.2:
            return ("set", self.type(depth - 1))
        if depth > 0 and roll < 0.32:
            return self.record_type(depth - 1)
        if roll < 0.45:
            return ("entity", rng.choice(list(self.types)))
        return rng.choice([BOOL, LONG, LONG, STRING, STRING, *EXTENSIONS])

    def record_type(self, depth):
        rng = self.rng
        names = rng.sample(ATTRIBUTES, rng.choice([0, 1, 2, 3, 4, 5]))
        if rng.random() < 0.02:
            names = [*ATTRIBUTES, *(f"more{number}" for number in range(rng.randrange(20)))]
            depth = 0
        return ("record", tuple((name, self.type(depth), rng.random() < 0.65) for name in names))

    def _make_actions(self):
        rng = self.rng
        for name in rng.sample(GROUP_NAMES, rng.randrange(0, 3)):
            self.groups.append(Action((self.qualified("Action"), name)))
        for group in self.groups[1:]:
            if rng.random() < 0.5:
                group.parents.append(self.groups[0].uid)
        types = list(self.types)
        names = rng.sample(ACTION_NAMES, rng.randrange(1, 4))
        if rng.random() < 0.03:
            names += [f"action {number}" for number in range(rng.randrange(60, 140))]
        for name in names:
            action = Action((self.qualified("Action"), name))
            action.parents = [group.uid for group in self.groups if rng.random() < 0.5]
            action.principals = rng.sample(types, rng.randrange(1, min(3, len(types)) + 1))
            action.resources = rng.sample(types, rng.randrange(1, min(3, len(types)) + 1))
            action.context = rng.choice([*self.commons.values(), self.record_type(2), self.record_type(2)])
            self.actions.append(action)

    def common_name(self, type):
        """The name of the common type that this is, if one is."""
        return next((name for name, common in self.commons.items() if common == type), None)

    def uid(self, type, ghosts=0.06):
        """An entity of that type: mostly one that is in the store."""
        if type in self.types and self.types[type].enum:
            ghosts *= 0.05
        if self.rng.random() < ghosts or type not in self.ids:
            return (type, self.rng.choice([*IDS, "ghost"]))
        return (type, self.rng.choice(self.ids[type]))

    def any_uid(self):
        if self.rng.random() < 0.15:
            return self.rng.choice(self.actions + self.groups).uid
        return self.uid(self.rng.choice(list(self.types)))

    def above(self, type):
        """The types that something of this type may be `in`, itself included."""
        seen, open_ = [], [type]
        while open_:
            name = open_.pop()
            if name not in seen:
                seen.append(name)
                open_ += self.types[name].parents if name in self.types else []
        return seen

    def environment(self):
        return self.rng.choice(self.focus if self.rng.random() < 0.85 else self.environments)
