"""The official engine, through cedarpy, with the answers that cedar-line/1 gives."""
import json
import re
from importlib import metadata

from cedarpy import Entities, PolicySet, Schema, _internal

ERRING = re.compile(r"while evaluating policy `(.*?)`: ", re.DOTALL)


class Refused(Exception):
    """The engine does not accept one of its inputs; `stage` says which."""

    def __init__(self, stage, cause):
        super().__init__(str(cause))
        self.stage = stage


def refusing(stage, work):
    """Runs `work`; what it raises, panics of the native code included, becomes a `Refused`."""
    try:
        return work()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic is not an Exception
        raise Refused("internal" if type(error).__name__ == "PanicException" else stage, error) from None


class OfficialEngine:
    OPS = ("authorize", "validate", "checkEntities", "checkRequests", "parsePolicies", "parseSchema")

    def __init__(self):
        self.version = metadata.version("cedarpy")
        self._schema_text, self._schema_handle = None, None

    def ask(self, op, **fields):
        if op not in self.OPS:
            raise ValueError(op)
        try:
            return {"ok": True, **getattr(self, op)(fields)}
        except Refused as refusal:
            return {"ok": False, "error": {"stage": refusal.stage, "message": str(refusal)}}

    def schema(self, fields):
        text = fields.get("schema")
        if text is None:
            return None
        if self._schema_text != text:
            read = Schema.from_json_str if fields.get("schemaFormat") == "json" else Schema.from_str
            self._schema_handle = refusing("schema", lambda: read(text))
            self._schema_text = text
        return self._schema_handle

    def policies(self, fields):
        read = PolicySet.from_json_str if fields.get("policyFormat") == "json" else PolicySet.from_str
        links = [
            {"template_id": link["templateId"], "new_id": link["newId"], "values": link["values"]}
            for link in fields.get("links") or []
        ]
        unlinked = refusing("policies", lambda: read(fields["policies"]))
        return refusing("policies", lambda: unlinked.with_linked_batch(links)) if links else unlinked

    def entities(self, fields, schema):
        text = fields["entitiesText"] if "entitiesText" in fields else json.dumps(fields.get("entities", []))
        return refusing("entities", lambda: Entities.from_json_str(text, schema))

    def answers(self, fields):
        """The native answers, in the order of the requests."""
        schema = self.schema(fields)
        policies = self.policies(fields)
        entities = self.entities(fields, schema)
        answers = [None] * len(fields["requests"])
        for validated in (True, False):
            chosen = [
                (index, request)
                for index, request in enumerate(fields["requests"])
                if request.get("validateRequest", True) == validated
            ]
            if not chosen:
                continue
            batch = [native_request(request) for _, request in chosen]
            against = schema if validated else None
            raw = refusing(
                "request", lambda: _internal.is_authorized_batch(batch, policies, entities._inner, against, False)
            )
            for (index, _), text in zip(chosen, raw):
                answers[index] = json.loads(text)
        return answers

    def authorize(self, fields):
        return {"results": [result(answer) for answer in self.answers(fields)]}

    def validate(self, fields):
        schema = self.schema(fields)
        self.policies({"policies": fields["policies"]})
        answer = json.loads(refusing("internal", lambda: _internal.validate_policies(fields["policies"], schema)))
        errors = [{"policy": error["policy_id"], "message": error["error"]} for error in answer["errors"]]
        return {"valid": answer["validation_passed"], "errors": errors}

    def checkEntities(self, fields):
        schema = self.schema(fields)
        try:
            self.entities(fields, schema)
        except Refused as refusal:
            return {"valid": False, "message": str(refusal)}
        return {"valid": True}

    def checkRequests(self, fields):
        requests = [{**request, "validateRequest": True} for request in fields["requests"]]
        answers = self.answers({**fields, "policies": "", "entities": [], "requests": requests})
        return {"valid": [answer["decision"] != "NoDecision" for answer in answers]}

    def parsePolicies(self, fields):
        if fields.get("policyFormat") == "json":
            return {"cedar": str(self.policies(fields))}
        return {"json": json.loads(refusing("policies", lambda: _internal.policies_to_json_str(fields["policies"])))}

    def parseSchema(self, fields):
        self.schema(fields)
        return {}


def native_request(request):
    context = request["contextText"] if "contextText" in request else json.dumps(request.get("context", {}))
    return {
        "principal": request["principal"],
        "action": request["action"],
        "resource": request["resource"],
        "context": context,
    }


def result(answer):
    diagnostics = answer["diagnostics"]
    if answer["decision"] == "NoDecision":
        return {"requestError": "; ".join(diagnostics["errors"])}
    erring = [ERRING.search(error) for error in diagnostics.get("errors", [])]
    return {
        "decision": answer["decision"].lower(),
        "reason": diagnostics.get("reason", []),
        "errors": [match.group(1) for match in erring],
    }
