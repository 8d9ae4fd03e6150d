"""Values of a type as Cedar's JSON writes them, entities, and requests."""
import json

from . import literals
from .text import STRINGS
from .world import BOOL, EXTENSIONS, IDS, LONG, STRING


class Values:
    """`implicit` allows the short forms that are read by an expected type; `drift` is how often a value is not of its type."""

    def __init__(self, world, rng, implicit=False, drift=0.0):
        self.world, self.rng, self.implicit, self.drift = world, rng, implicit, drift

    def value(self, type):
        rng = self.rng
        if self.drift and rng.random() < self.drift:
            type = rng.choice([BOOL, LONG, STRING, ("set", LONG), ("record", ()), *EXTENSIONS])
        kind = type[0]
        if kind == "bool":
            return rng.random() < 0.5
        if kind == "long":
            return rng.choice(literals.LONGS if rng.random() < 0.8 else literals.EDGE_LONGS)
        if kind == "string":
            return rng.choice(STRINGS)
        if kind == "set":
            count = rng.choice([0, 1, 2, 3, 4]) if rng.random() < 0.95 else rng.randrange(8, 40)
            return [self.value(type[1]) for _ in range(count)]
        if kind == "record":
            return self.record(type)
        if kind == "entity":
            uid = json_uid(self.world.uid(type[1]))
            return uid if self.implicit and rng.random() < 0.5 else {"__entity": uid}
        return self.extension(kind)

    def record(self, type, missing=0.0):
        return {
            name: self.value(inner)
            for name, inner, required in type[1]
            if (required or self.rng.random() < 0.55) and self.rng.random() >= missing
        }

    def extension(self, kind):
        rng = self.rng
        argument = literals.argument(rng, kind, made=0.01)
        roll = rng.random()
        if kind == "datetime" and roll < 0.1:
            call = {"fn": "offset", "args": [self.extension("datetime"), self.extension("duration")]}
            return {"__extn": call}
        if self.implicit and roll < 0.4:
            return argument
        call = {"fn": literals.CONSTRUCTORS[kind], "arg": argument}
        return call if self.implicit and roll < 0.6 else {"__extn": call}


def json_uid(uid):
    return {"type": uid[0], "id": uid[1]}


class Store:
    """The entities of a world. Those of one type order their parents, so that there is no cycle."""

    def __init__(self, world, rng, schema):
        self.world, self.rng, self.schema = world, rng, schema
        drift = 0.0 if schema else 0.02
        self.values = Values(world, rng, implicit=schema and rng.random() < 0.5, drift=drift)

    def entities(self):
        world, rng = self.world, self.rng
        uids = [(type, id) for type, ids in world.ids.items() for id in ids if rng.random() < 0.92]
        rng.shuffle(uids)
        found = [self.entity(uid, uids[index + 1 :]) for index, uid in enumerate(uids)]
        if not self.schema or rng.random() < 0.1:
            found += [self.action(action) for action in world.actions + world.groups if self.schema or rng.random() < 0.9]
        rng.shuffle(found)
        return found

    def entity(self, uid, later):
        rng, type = self.rng, self.world.types[uid[0]]
        parents = [other for other in later if other[0] in type.parents and rng.random() < 0.35]
        if not self.schema and rng.random() < 0.1:
            parents += [other for other in later if other not in parents and rng.random() < 0.2]
        if type.parents and rng.random() < 0.1:
            ghost = (rng.choice(type.parents), rng.choice([*IDS, "ghost"]))
            known = (ghost[0] in self.world.ids and ghost[1] in self.world.ids[ghost[0]]) or ghost in parents
            if not known and not self.world.types[ghost[0]].enum:
                parents.append(ghost)
        missing = 0.0 if self.schema else 0.03
        tree = {
            "uid": json_uid(uid) if rng.random() < 0.8 else {"__entity": json_uid(uid)},
            "attrs": self.values.record(("record", type.attributes), missing),
            "parents": [json_uid(other) if rng.random() < 0.8 else {"__entity": json_uid(other)} for other in parents],
        }
        if type.tags and rng.random() < 0.8:
            tree["tags"] = {key: self.values.value(type.tags) for key in rng.sample(STRINGS[:9], rng.randrange(4))}
        elif rng.random() < 0.1:
            tree["tags"] = {} if self.schema else {"a": self.values.value(LONG)}
        return tree

    def action(self, action):
        above = list(action.parents)
        for group in self.world.groups:
            if group.uid in above and self.schema:
                above += [uid for uid in group.parents if uid not in above]
        return {"uid": json_uid(action.uid), "attrs": {}, "parents": [json_uid(uid) for uid in above]}


class Requests:
    def __init__(self, world, rng, schema):
        self.world, self.rng, self.schema = world, rng, schema

    def request(self, breakage):
        world, rng = self.world, self.rng
        environment = world.environment()
        action, broken = environment.action, rng.random() < breakage
        strict = self.schema and not broken
        validated = not self.schema or rng.random() < 0.93
        values = Values(world, rng, implicit=self.schema and validated and rng.random() < 0.4, drift=0.0 if strict else 0.03)
        context = values.record(action.context, missing=0.0 if strict else 0.03)
        request = {
            "principal": json_uid(self.uid(environment.principal)),
            "action": json_uid(action.uid),
            "resource": json_uid(self.uid(environment.resource)),
        }
        if broken:
            self.distort(request, context)
        if rng.random() < 0.2:
            request["contextText"] = json.dumps(context, ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, 1]))
        else:
            request["context"] = context
        if not validated:
            request["validateRequest"] = False
        return request

    def uid(self, type):
        """Enumerations have no ghosts where a schema says so."""
        enumerated = self.world.types[type].enum
        return self.world.uid(type, ghosts=0.0 if enumerated and self.schema else 0.08)

    def distort(self, request, context):
        rng = self.rng
        which = rng.randrange(7)
        if which < 3:
            request[("principal", "action", "resource")[which]] = json_uid(self.world.any_uid())
        elif which == 3:
            request["action"] = {"type": request["action"]["type"], "id": "nothing"}
        elif which == 4:
            context["extra"] = rng.choice([1, "a", [1, "a"], {"x": True}])
        elif which == 5 and context:
            context.pop(rng.choice(list(context)))
        else:
            request["resource"] = {"type": "Unheard::Of", "id": "a"}
