"""Policies of a world: scopes, conditions, annotations, and templates with their links."""
from .expressions import IF, Expressions
from .text import entity, quote, respaced
from .values import json_uid
from .world import BOOL

ANNOTATIONS = ["id", "advice", "if", "note", "permit", "x_1", "like"]


class Policies:
    """`typed` is for a world with a schema: most scopes then pin the types that the conditions are written for."""

    def __init__(self, world, rng, typed):
        self.world, self.rng, self.typed = world, rng, typed
        self.slots, self.names = [], []

    def texts(self, templates):
        count = self.rng.randrange(1, 13)
        return [self.policy(templates and self.rng.random() < 0.25) for _ in range(count)]

    def policy(self, template):
        rng = self.rng
        environment = self.world.environment()
        wild = (0.0 if rng.random() < 0.7 else 0.04) if self.typed else rng.choice([0.0, 0.0, 0.0, 0.03])
        slots = set()
        if template:
            slots = set(rng.choice([["?principal"], ["?resource"], ["?principal", "?resource"]]))
        self.slots.append((sorted(slots), environment))
        scope = [
            self.scope("principal", environment.principal, "?principal" in slots),
            self.action_scope(environment),
            self.scope("resource", environment.resource, "?resource" in slots),
        ]
        expressions = Expressions(self.world, rng, environment, wild)
        conditions = [
            f" {rng.choice(['when', 'when', 'unless'])} {{ {expressions.operand(BOOL, rng.choice([1, 2, 2, 3, 4]), IF)} }}"
            for _ in range(rng.choice([0, 0, 1, 1, 1, 1, 2, 3]))
        ]
        effect = rng.choice(["permit", "permit", "permit", "forbid"])
        annotations = self.annotations()
        text = f"{annotations}{effect}({', '.join(scope)}{rng.choice(['', '', ','])}){''.join(conditions)};"
        return respaced(rng, text) if rng.random() < 0.12 else text

    def called(self, index):
        """What a link may call a template besides its identifier: its annotation `@id`, if it has one."""
        return f"policy{index}" if self.names[index] is None else self.names[index]

    def annotations(self):
        rng, text = self.rng, ""
        self.names.append(None)
        for key in rng.sample(ANNOTATIONS, rng.choice([0, 0, 0, 0, 1, 2])):
            value = rng.choice(["", "a", "b", "c", "why not", "*", "é"]) if rng.random() < 0.8 else None
            text += f"@{key} " if value is None else f"@{key}({quote(rng, value)}) "
            if key == "id":
                self.names[-1] = value or ""
        return text

    def scope(self, variable, type, slot):
        rng = self.rng
        target = f"?{variable}" if slot else None
        if rng.random() < 0.12 and not self.typed:
            type = rng.choice(list(self.world.types))
        higher = target or entity(rng, self.world.uid(rng.choice(self.world.above(type))))
        exact = target or entity(rng, self.world.uid(type))
        forms = [f"{variable} == {exact}", f"{variable} in {higher}", f"{variable} is {type} in {higher}"]
        if not slot:
            forms += [f"{variable} is {type}"] * 3
            if rng.random() < (0.25 if self.typed else 0.6):
                return variable
        return rng.choice(forms)

    def action_scope(self, environment):
        rng, uid = self.rng, environment.action.uid
        roll = rng.random()
        if roll < (0.12 if self.typed else 0.35):
            return "action"
        if roll < 0.7:
            return f"action == {entity(rng, uid)}"
        known = self.world.actions + self.world.groups
        parents = environment.action.parents or [uid]
        if roll < 0.85:
            return f"action in {entity(rng, rng.choice([uid, *parents, rng.choice(known).uid]))}"
        listed = [uid, *(rng.choice(known).uid for _ in range(rng.randrange(3)))]
        if rng.random() < 0.06:
            listed = []
        return f"action in [{', '.join(entity(rng, each) for each in listed)}{rng.choice(['', ',']) if listed else ''}]"

    def links(self):
        """Links of the templates written so far, and the same by identifiers alone; now and then one that cannot be."""
        rng, found = self.rng, []
        identifiers = {self.called(index): f"policy{index}" for index, (slots, _) in enumerate(self.slots) if slots}
        for index, (slots, environment) in enumerate(self.slots):
            for number in range(rng.choice([0, 1, 1, 2]) if slots else 0):
                kinds = {"?principal": environment.principal, "?resource": environment.resource}
                values = {slot: json_uid(self.world.uid(rng.choice(self.world.above(kinds[slot])))) for slot in slots}
                template = self.called(index) if rng.random() < 0.2 else f"policy{index}"
                new = rng.choice([f"link{index}.{number}", f"policy{index} for {number}", f"é{index}{number}"])
                found.append({"templateId": template, "newId": new, "values": values})
        if found and rng.random() < 0.06:
            self.spoil(rng.choice(found), found)
        literal = [{**link, "templateId": identifiers.get(link["templateId"], link["templateId"])} for link in found]
        return found, literal

    def spoil(self, link, links):
        rng = self.rng
        way = rng.randrange(5)
        if way == 0:
            link["newId"] = rng.choice(["policy0", links[0]["newId"]])
        elif way == 1:
            link["templateId"] = rng.choice(["policy99", "", link["newId"]])
        elif way == 2:
            link["values"].pop(rng.choice(list(link["values"])))
        elif way == 3:
            link["values"]["?resource" if "?principal" in link["values"] else "?principal"] = {"type": "User", "id": "a"}
        else:
            link["values"] = {}
