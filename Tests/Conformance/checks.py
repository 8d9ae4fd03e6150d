"""One case: what both engines are asked, and whether they say the same."""
import json
import random

from generation.mutations import POLICY_TOKENS, SCHEMA_TOKENS, mutated_json, mutated_text, mutated_tree
from generation.policies import Policies
from generation.schemas import CedarSchema, JSONSchema
from generation.values import Requests, Store
from generation.world import World

REQUESTS_PER_CASE = 8


class Difference(Exception):
    """What the engines do not agree about."""

    def __init__(self, kind, inputs, ours, theirs):
        super().__init__(kind)
        self.kind, self.inputs, self.ours, self.theirs = kind, inputs, ours, theirs


class Case:
    """Everything follows from the seed and the number. `ours` and `theirs` answer `ask(op, **fields)`."""

    def __init__(self, seed, number, ours, theirs):
        self.rng = random.Random(f"{seed}/{number}")
        self.ours, self.theirs = ours, theirs
        self.counts, self.differences, self.answers, self.official = {}, [], None, None
        self.has_schema = number % 2 == 1
        world = self.world = World(self.rng)
        policies = Policies(world, self.rng, typed=self.has_schema)
        self.texts = policies.texts(templates=self.rng.random() < 0.3)
        self.links, self.literal_links = policies.links()
        self.schema = self.schema_source() if self.has_schema else {}
        self.entities = Store(world, self.rng, self.has_schema).entities()
        self.requests = self.some_requests(0.1 if self.has_schema else 0.04)
        self.policies = self.rng.choice(["\n", "\n\n", " "]).join(self.texts)

    def schema_source(self):
        if self.rng.random() < 0.5:
            return {"schema": CedarSchema(self.rng, self.world).text()}
        return {"schema": JSONSchema(self.rng, self.world).text(), "schemaFormat": "json"}

    def some_requests(self, breakage):
        maker = Requests(self.world, self.rng, self.has_schema)
        return [maker.request(breakage) for _ in range(REQUESTS_PER_CASE)]

    def run(self):
        self.decisions()
        self.forms()
        if self.has_schema:
            self.validation()
        self.mutations()

    # The record

    def count(self, what, number=1):
        self.counts[what] = self.counts.get(what, 0) + number

    def compare(self, kind, inputs, ours, theirs, view):
        """Counts one comparison of what `view` keeps of either answer."""
        if "mutated" in kind and array_form_refused(ours):
            self.count("array forms refused")
            return True
        if view(ours) == view(theirs):
            self.count(kind + " agree")
            return True
        self.count(kind + " differ")
        self.differences.append(Difference(kind, inputs, ours, theirs))
        return False

    def both(self, kind, op, view, **fields):
        ours, theirs = self.ours.ask(op, **fields), self.theirs.ask(op, **fields)
        agree = self.compare(kind, {"op": op, **fields}, ours, theirs, view)
        return ours, theirs, agree

    # Decisions

    def question(self, **changes):
        fields = {"policies": self.policies, "entities": self.entities, "requests": self.requests, **self.schema}
        if self.links:
            fields["links"] = self.links
        return {**fields, **changes}

    def decisions(self):
        fields = self.question()
        ours, theirs = self.ours.ask("authorize", **fields), self.theirs.ask("authorize", **fields)
        self.answers = self.compare_results("decision", fields, ours, theirs)
        if theirs["ok"]:
            for result in theirs["results"]:
                self.count("requests")
                self.count("refused" if "requestError" in result else result["decision"])
                self.count("with errors", 1 if result.get("errors") else 0)

    def compare_results(self, kind, fields, ours, theirs):
        """Request by request, where both answered at all. Gives the official results."""
        if not (ours["ok"] and theirs["ok"]):
            self.compare(kind, {"op": "authorize", **fields}, ours, theirs, stage)
            return theirs.get("results")
        for request, own, official in zip(fields["requests"], ours["results"], theirs["results"]):
            self.compare(kind, {"op": "authorize", **fields, "requests": [request]}, own, official, decision)
        return theirs["results"]

    # The JSON form and the printed form

    def forms(self):
        ours, theirs, agree = self.both("policies to JSON", "parsePolicies", policy_json, policies=self.policies)
        if not theirs["ok"]:
            return
        self.official = official = {**theirs["json"], "templateLinks": self.literal_links}
        official_text = json.dumps(official)
        question = self.question(policies=official_text, policyFormat="json")
        question.pop("links", None)
        if self.answers:
            again = self.ours.ask("authorize", **question)
            self.compare_results("decision by official JSON", question, again, {"ok": True, "results": self.answers})
        if ours["ok"] and self.answers:
            own = {**question, "policies": json.dumps({**ours["json"], "templateLinks": self.literal_links})}
            again = self.theirs.ask("authorize", **own)
            self.compare_results("official decision by our JSON", own, {"ok": True, "results": self.answers}, again)
        self.printed(official)
        self.formatted(official)

    def printed(self, official):
        official = {**official, "templateLinks": []}
        fields = {"policies": json.dumps(official), "policyFormat": "json"}
        ours, theirs = self.ours.ask("parsePolicies", **fields), self.theirs.ask("parsePolicies", **fields)
        inputs = {"op": "parsePolicies", **fields}
        back = self.theirs.ask("parsePolicies", policies=ours["cedar"]) if ours["ok"] else ours
        # The official printer leaves templates out; where it is on both sides, there is nothing to compare.
        if self.ours.info.get("engine") != "cedarpy" or not official["templates"]:
            self.compare("printed policies", {**inputs, "printed": ours}, back, {"ok": True, "json": official}, unordered)
        if theirs["ok"] and not official["templates"]:
            back = self.ours.ask("parsePolicies", policies=theirs["cedar"])
            inputs["printed"] = theirs
            self.compare("officially printed policies", inputs, back, {"ok": True, "json": official}, unordered)

    def formatted(self, official):
        """Our layout of the text is the same policies."""
        fields = {"policies": self.policies, "format": self.rng.choice([1, 30, 80, 80, 200])}
        laid = self.ours.ask("parsePolicies", **fields)
        if laid["ok"] and "formatted" not in laid:
            return  # an engine that lays out nothing
        back = self.theirs.ask("parsePolicies", policies=laid["formatted"]) if laid["ok"] else laid
        want = {"ok": True, "json": {**official, "templateLinks": []}}
        self.compare("formatted policies", {"op": "parsePolicies", **fields, "formatted": laid}, back, want, policy_json)

    # Schema

    def schema_forms(self, schema):
        """What our engine prints of a schema is the same schema to the official one."""
        printed = self.ours.ask("parseSchema", print=True, **schema)
        forms = [("cedar", printed.get("cedar")), ("json", printed.get("json"))] if printed["ok"] else []
        for form, text in forms:
            if text is not None:
                text = text if form == "cedar" else json.dumps(text)
                self.same_schema(schema, {"schema": text, "schemaFormat": form})

    def same_schema(self, schema, other):
        questions = [
            ("validate", blamed, {"policies": self.policies, "mode": "strict"}),
            ("checkEntities", valid, {"entities": self.entities}),
            ("checkRequests", valid, {"requests": self.requests}),
        ]
        for op, view, fields in questions:
            by_printed, by_written = (self.theirs.ask(op, **fields, **each) for each in (other, schema))
            inputs = {"op": op, **fields, **schema, "printed": other}
            self.compare("printed schema", inputs, by_printed, by_written, view)

    def validation(self):
        _, theirs, _ = self.both("validation", "validate", blamed, policies=self.policies, mode="strict", **self.schema)
        self.schema_forms(self.schema)
        if theirs["ok"]:
            self.count("policies validated", len(self.texts))
            self.count("policies blamed", len({error["policy"] for error in theirs["errors"]}))
        requests = self.some_requests(0.5)
        ours, theirs, _ = self.both("requests", "checkRequests", valid, requests=requests, **self.schema)
        if theirs["ok"]:
            self.count("requests checked", len(requests))
            self.count("requests refused", theirs["valid"].count(False))
        for entities in (self.entities, mutated_tree(self.rng, self.entities)):
            _, theirs, _ = self.both("entities", "checkEntities", valid, entities=entities, **self.schema)
            self.count("entities checked")
            self.count("entities refused", 0 if theirs.get("valid") else 1)

    # Slips

    def mutations(self):
        rng = self.rng
        for _ in range(4):
            texts = rng.sample(self.texts, min(len(self.texts), 2))
            texts[0] = mutated_text(rng, texts[0], POLICY_TOKENS, self.texts)
            text = "\n".join(texts)
            if self.mutated("policy text", "parsePolicies", policy_json, policies=text) and self.has_schema:
                self.both("validation of mutated policies", "validate", blamed, policies=text, mode="strict", **self.schema)
        if self.has_schema:
            self.mutated_schemas()
        if self.official:
            slips = rng.random() < 0.2
            text = mutated_json(rng, self.official) if slips else json.dumps(mutated_tree(rng, self.official))
            self.mutated_question("policy JSON", policies=text, policyFormat="json", links=[])
        whole = rng.random() < 0.4
        raw = json.dumps(mutated_tree(rng, self.entities)) if whole else mutated_json(rng, self.entities)
        self.mutated_question("entities JSON", entitiesText=raw)
        request = rng.choice(self.requests)
        context = request["context"] if "context" in request else json.loads(request["contextText"])
        slipped = mutated_tree(rng, {"context": context}).get("context", {})
        spelled = mutated_json(rng, context) if rng.random() < 0.5 else json.dumps(slipped)
        self.mutated_question("context JSON", requests=[{**request, "contextText": spelled}])

    def mutated(self, kind, op, view, **fields):
        _, theirs, _ = self.both("mutated " + kind, op, view, **fields)
        self.count("mutants")
        self.count("mutants accepted", 1 if theirs["ok"] else 0)
        return theirs["ok"]

    def mutated_schemas(self):
        text = CedarSchema(self.rng, self.world).text()
        for _ in range(3):
            self.mutated_schema("schema text", {"schema": mutated_text(self.rng, text, SCHEMA_TOKENS, [text])})
        tree, slips = JSONSchema(self.rng, self.world).tree(), self.rng.random() < 0.15
        text = mutated_json(self.rng, tree) if slips else json.dumps(mutated_tree(self.rng, tree))
        self.mutated_schema("schema JSON", {"schema": text, "schemaFormat": "json"})

    def mutated_schema(self, kind, schema):
        """One that is still a schema judges the policies, entities and requests that were made for another."""
        if self.mutated(kind, "parseSchema", stage, **schema):
            self.both("validation by mutated schema", "validate", blamed, policies=self.policies, mode="strict", **schema)
            self.both("entities by mutated schema", "checkEntities", valid, entities=self.entities, **schema)
            self.both("requests by mutated schema", "checkRequests", valid, requests=self.requests, **schema)
            self.schema_forms(schema)

    def mutated_question(self, kind, **changes):
        fields = self.question(**changes)
        fields["requests"] = fields["requests"][:3]
        ours, theirs = self.ours.ask("authorize", **fields), self.theirs.ask("authorize", **fields)
        self.count("mutants")
        self.count("mutants accepted", 1 if theirs["ok"] else 0)
        self.compare_results("mutated " + kind, fields, ours, theirs)


def array_form_refused(answer):
    """Whether our engine found an array where an object belongs. The official reader takes such arrays for the object's
    fields in their order of declaration; that we refuse them is the one difference there is (docs/cedar.md)."""
    return not answer.get("ok", True) and "is an object, not array" in answer["error"]["message"]


# What counts of an answer

def stage(answer):
    return "ok" if answer["ok"] else answer["error"]["stage"]


def decision(result):
    if "requestError" in result:
        return "refused"
    return result.get("decision"), sorted(result["reason"]), sorted(result["errors"])


def valid(answer):
    return answer["valid"] if answer["ok"] else stage(answer)


def blamed(answer):
    return (answer["valid"], sorted({e["policy"] for e in answer["errors"]})) if answer["ok"] else stage(answer)


def canonical(tree):
    return json.dumps(normal(tree), sort_keys=True)


def normal(tree):
    """One of the equivalent trees: whole literals in patterns, `has a.b` as the tests it stands for."""
    if isinstance(tree, list):
        return [normal(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    for operator, member in (("has", "attr"), ("like", "pattern")):
        body = tree.get(operator)
        if len(tree) == 1 and isinstance(body, dict) and isinstance(body.get(member), list):
            left = normal(body["left"])
            return chain(left, body[member]) if operator == "has" else {"like": {"left": left, "pattern": merged(body[member])}}
    return {key: normal(inner) for key, inner in tree.items()}


def chain(left, names):
    test = {"has": {"left": left, "attr": names[0]}}
    for before, name in zip(names, names[1:]):
        left = {".": {"left": left, "attr": before}}
        test = {"&&": {"left": test, "right": {"has": {"left": left, "attr": name}}}}
    return test


def merged(pattern):
    found = []
    for piece in pattern:
        if isinstance(piece, dict) and found and isinstance(found[-1], dict):
            found[-1] = {"Literal": found[-1]["Literal"] + piece["Literal"]}
        else:
            found.append(piece)
    return found


def policy_json(answer):
    return canonical(answer["json"]) if answer["ok"] else stage(answer)


def unordered(answer):
    """The policies of a set, whatever their order and names."""
    if not answer["ok"]:
        return stage(answer)
    sets = answer["json"]
    return [sorted(canonical(each) for each in sets[part].values()) for part in ("staticPolicies", "templates")]
