"""The schema of a world, in either syntax."""
import json

from .text import is_identifier, quote

BUILTIN = {"bool": "Bool", "long": "Long", "string": "String"}


def split(name):
    """A qualified name's namespace and last part."""
    namespace, _, last = name.rpartition("::")
    return namespace, last


class CedarSchema:
    """Cedar syntax; names inside their own namespace are written with it or without."""

    def __init__(self, rng, world):
        self.rng, self.world, self.namespace = rng, world, ""

    def text(self):
        parts = []
        for namespace in self.rng.sample(self.world.namespaces, len(self.world.namespaces)):
            self.namespace = namespace
            declarations = self.declarations()
            self.rng.shuffle(declarations)
            body = "\n".join(self.annotated(declaration) for declaration in declarations)
            parts.append(f"namespace {namespace} {{\n{body}\n}}" if namespace else body)
        return "\n".join(parts) + "\n"

    def declarations(self):
        world, here = self.world, self.namespace
        found = [self.entity(type) for name, type in world.types.items() if split(name)[0] == here]
        found += [
            f"type {split(name)[1]} = {self.record(type)};"
            for name, type in world.commons.items()
            if split(name)[0] == here
        ]
        return found + [
            self.action(action) for action in world.actions + world.groups if split(action.uid[0])[0] == here
        ]

    def annotated(self, text):
        roll = self.rng.random()
        return f"@doc({quote(self.rng, 'a note')})\n{text}" if roll < 0.08 else f"@mark {text}" if roll < 0.12 else text

    def reference(self, name):
        namespace, last = split(name)
        return last if namespace == self.namespace and self.rng.random() < 0.6 else name

    def references(self, names):
        names = [self.reference(name) for name in names]
        return names[0] if len(names) == 1 and self.rng.random() < 0.5 else f"[{', '.join(names)}]"

    def name(self, text):
        return text if is_identifier(text) and self.rng.random() < 0.8 else quote(self.rng, text)

    def entity(self, type):
        last = split(type.name)[1]
        if type.enum:
            return f"entity {last} enum [{', '.join(quote(self.rng, id) for id in type.enum)}];"
        text = f"entity {last}"
        if type.parents:
            text += f" in {self.references(type.parents)}"
        if type.attributes or self.rng.random() < 0.3:
            text += self.rng.choice([" ", " = "]) + self.record(("record", type.attributes))
        if type.tags:
            text += f" tags {self.type(type.tags)}"
        return text + ";"

    def action(self, action):
        text = f"action {self.name(action.uid[1])}"
        if action.parents:
            parents = [self.action_reference(uid) for uid in action.parents]
            text += " in " + (parents[0] if len(parents) == 1 and self.rng.random() < 0.5 else f"[{', '.join(parents)}]")
        if action.principals:
            clauses = [
                f"principal: {self.references(action.principals)}",
                f"resource: {self.references(action.resources)}",
            ]
            if action.context[1] or self.rng.random() < 0.3:
                clauses.append(f"context: {self.type(action.context)}")
            self.rng.shuffle(clauses)
            text += f" appliesTo {{ {', '.join(clauses)}{self.rng.choice(['', ','])} }}"
        return text + ";"

    def action_reference(self, uid):
        if split(uid[0])[0] == self.namespace and self.rng.random() < 0.6:
            return self.name(uid[1])
        return f"{uid[0]}::{quote(self.rng, uid[1])}"

    def type(self, type):
        kind = type[0]
        if kind == "set":
            return f"Set<{self.type(type[1])}>"
        if kind == "entity":
            return self.reference(type[1])
        if kind == "record":
            common = self.world.common_name(type)
            return self.reference(common) if common and self.rng.random() < 0.8 else self.record(type)
        return self.rng.choice(["", "", "", "__cedar::"]) + BUILTIN.get(kind, kind)

    def record(self, type):
        fields = [
            f"{self.name(name)}{'' if required else '?'}: {self.type(inner)}" for name, inner, required in type[1]
        ]
        return "{ " + ", ".join(fields) + self.rng.choice(["", ","] if fields else [""]) + " }"


class JSONSchema:
    """JSON syntax, with the several ways it has to say one thing."""

    def __init__(self, rng, world):
        self.rng, self.world, self.namespace = rng, world, ""

    def tree(self):
        found = {}
        for namespace in self.world.namespaces:
            self.namespace = namespace
            found[namespace] = self.fragment(namespace)
        return found

    def text(self):
        return json.dumps(self.tree(), ensure_ascii=self.rng.random() < 0.5)

    def fragment(self, here):
        world = self.world
        tree = {
            "entityTypes": {split(n)[1]: self.entity(t) for n, t in world.types.items() if split(n)[0] == here},
            "actions": {
                a.uid[1]: self.action(a) for a in world.actions + world.groups if split(a.uid[0])[0] == here
            },
        }
        commons = {split(n)[1]: self.record(t) for n, t in world.commons.items() if split(n)[0] == here}
        if commons or self.rng.random() < 0.3:
            tree["commonTypes"] = commons
        return tree

    reference = CedarSchema.reference

    def entity(self, type):
        if type.enum:
            return {"enum": type.enum}
        tree = {}
        if type.parents or self.rng.random() < 0.3:
            tree["memberOfTypes"] = [self.reference(name) for name in type.parents]
        if type.attributes or self.rng.random() < 0.3:
            tree["shape"] = self.record(("record", type.attributes))
        if type.tags:
            tree["tags"] = self.type(type.tags)
        if self.rng.random() < 0.1:
            tree["annotations"] = {"doc": "a note"}
        return tree

    def action(self, action):
        tree = {}
        if action.parents:
            tree["memberOf"] = [self.action_reference(uid) for uid in action.parents]
        if action.principals:
            tree["appliesTo"] = {
                "principalTypes": [self.reference(name) for name in action.principals],
                "resourceTypes": [self.reference(name) for name in action.resources],
            }
            if action.context[1] or self.rng.random() < 0.3:
                tree["appliesTo"]["context"] = self.type(action.context)
        elif self.rng.random() < 0.2:
            tree["appliesTo"] = None
        return tree

    def action_reference(self, uid):
        own = split(uid[0])[0] == self.namespace and self.rng.random() < 0.6
        return {"id": uid[1]} if own else {"id": uid[1], "type": uid[0]}

    def type(self, type):
        rng, kind = self.rng, type[0]
        if kind == "set":
            return {"type": "Set", "element": self.type(type[1])}
        if kind == "entity":
            return {"type": rng.choice(["Entity", "Entity", "EntityOrCommon"]), "name": self.reference(type[1])}
        if kind == "record":
            common = self.world.common_name(type)
            if common and rng.random() < 0.8:
                name = self.reference(common)
                return rng.choice([{"type": name}, {"type": "EntityOrCommon", "name": name}])
            return self.record(type)
        if kind in BUILTIN:
            return rng.choice([
                {"type": "Boolean" if kind == "bool" else BUILTIN[kind]},
                {"type": "EntityOrCommon", "name": rng.choice(["", "__cedar::"]) + BUILTIN[kind]},
            ])
        return rng.choice([{"type": "Extension", "name": kind}, {"type": "EntityOrCommon", "name": kind}])

    def record(self, type):
        attributes = {}
        for name, inner, required in type[1]:
            tree = self.type(inner)
            if not required or self.rng.random() < 0.2:
                tree["required"] = required
            attributes[name] = tree
        tree = {"type": "Record", "attributes": attributes}
        if self.rng.random() < 0.1:
            tree["additionalAttributes"] = False
        return tree
