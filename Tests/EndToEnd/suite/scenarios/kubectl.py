"""What people see and do with kubectl."""

import json
import os
import re

from ..harness import scenario
from ..kube import ROOT, custom_places
from .. import manifests

EXAMPLES = os.path.join(ROOT, "examples", "two-teams")


def table(text):
    """Rows of columns, without ages."""
    lines = text.strip().splitlines()
    # By where the headings stand: a column may be empty.
    starts = [match.start() for match in re.finditer(r"\S+(?: \S+)*", lines[0])]
    rows = [[line[start:end].strip() for start, end in zip(starts, starts[1:] + [None])] for line in lines]
    age = rows[0].index("AGE") if "AGE" in rows[0] else None
    return [[cell for index, cell in enumerate(row) if index != age] for row in rows]


def kubectl(w, *arguments, **options):
    return w.kube.kubectl("--namespace", w.namespace, *arguments, **options)


def apply_example(w):
    for file in ("engineering.yaml", "sales.yaml"):
        kubectl(w, "apply", "-f", os.path.join(EXAMPLES, file))
    w.until_document("engineering-tools")
    w.until_document("sales-tools")


@scenario("the example applies, and every condition but the pods' is true")
def example(w):
    apply_example(w)
    for name in ("engineering-tools", "sales-tools"):
        w.until_condition("VirtualMCPServer", name, "AuthConfigured", "AuthValid")
        w.until_condition("VirtualMCPServer", name, "DeploymentReady", "DeploymentNotReady")
        w.until_steady()
        found = {
            each["type"]: (each["status"], each["reason"])
            for each in w.get("VirtualMCPServer", name)["status"]["conditions"]}
        w.note(name, found)
        # Of these, True would be bad news.
        warnings = ("IdentitySynthesized", "AuthzUpstreamSelectionWarning")
        untrue = {type for type, (status, _) in found.items() if status != ("False" if type in warnings else "True")}
        assert untrue <= {"Ready", "DeploymentReady", "BackendsDiscovered"}, found


@scenario("every custom resource of every example gets a status that says how it is")
def examples(w):
    checked = []
    for folder, _, files in os.walk(os.path.join(ROOT, "examples")):
        for file in sorted(files):
            if os.path.basename(folder) != "local" and file.endswith(".yaml"):
                kubectl(w, "apply", "-f", os.path.join(folder, file))
    for kind in custom_places():
        for each in w.kube.list(kind, w.namespace):
            name = each["metadata"]["name"]

            def said():
                conditions = w.get(kind, name).get("status", {}).get("conditions", [])
                return conditions and all(condition["message"] for condition in conditions)
            w.until(f"{kind} {name} says how it is", said)
            checked.append((kind, name))
    assert len(checked) >= 9, checked
    w.note("checked", sorted(checked))


@scenario("what the operator makes for the example: names, labels, owners")
def made(w):
    apply_example(w)
    w.until_steady()
    for kind in ("Deployment", "Service", "ServiceAccount", "Role", "RoleBinding", "ConfigMap", "Secret"):
        for each in w.kube.list(kind, w.namespace, labelSelector="toolhive=true"):
            owner = each["metadata"]["ownerReferences"][0]
            w.note(f"{kind} {each['metadata']['name']}", (each["metadata"]["labels"], owner["kind"], owner["name"]))
    for name in ("vmcp-engineering-tools", "mcp-github", "mcp-sales-github"):
        assert f"Deployment {name}" in w.notes, list(w.notes)


@scenario("kubectl get shows the printer columns")
def columns(w):
    apply_example(w)
    w.until_condition("VirtualMCPServer", "engineering-tools", "AuthConfigured", "AuthValid")
    w.until_steady()
    for kind in ("virtualmcpserver", "mcpgroup", "mcpserver", "mcpoidcconfig"):
        rows = [[cell.replace(w.namespace, "NAMESPACE") for cell in row] for row in table(kubectl(w, "get", kind))]
        w.note(kind, rows)
        assert len(rows) > 1 and rows[0][0] == "NAME", rows


@scenario("short names and the category find the objects")
def names(w):
    w.apply(*manifests.team())
    for name in ("vmcp", "virtualmcp", "mcpg", "mcpoidc"):
        assert kubectl(w, "get", name, "--output=name").strip(), name
    found = set(kubectl(w, "get", "toolhive", "--output=name").split())
    w.note("category", found)
    assert "virtualmcpserver.toolhive.stacklok.dev/engineering" in found, found


@scenario("a second kubectl apply changes nothing, and kubectl diff is empty")
def idempotent(w):
    apply_example(w)
    w.until_steady()
    path = os.path.join(EXAMPLES, "engineering.yaml")
    lines = kubectl(w, "apply", "-f", path).strip().splitlines()
    # A Secret with stringData has been data since.
    changed = [line for line in lines if not line.endswith("unchanged") and not line.startswith("secret/")]
    assert not changed, changed
    run = kubectl(w, "diff", "-f", path, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@scenario("kubectl explain knows the fields")
def explain(w):
    text = kubectl(w, "explain", "virtualmcpserver.spec.groupRef")
    w.note("field", "groupRef" in text and "name" in text)
    assert w.notes["field"], text


@scenario("kubectl describe shows conditions and events")
def describe(w):
    w.apply(manifests.virtual_server())
    w.until_condition("VirtualMCPServer", "engineering", "GroupRefValidated", "GroupRefNotFound")
    w.until("an event", lambda: "GroupRefNotFound" in kubectl(w, "get", "events"))
    text = kubectl(w, "describe", "virtualmcpserver", "engineering")
    assert "GroupRefValidated" in text and text.count("GroupRefNotFound") >= 2, text


@scenario("kubectl wait returns once a condition holds")
def wait(w):
    w.apply(*manifests.team())
    kubectl(w, "wait", "--for=condition=AuthConfigured", "virtualmcpserver/engineering", "--timeout=20s")


@scenario("kubectl apply --server-side with another field owner keeps both")
def field_owner(w):
    w.team()
    service = {
        "apiVersion": "v1", "kind": "Service",
        "metadata": {"name": "vmcp-engineering", "labels": {"cost-centre": "42"}}}
    text = json.dumps(service)
    kubectl(w, "apply", "--server-side", "--field-manager=gitops", "-f", "-", stdin=text)
    service["spec"] = {"sessionAffinity": "None"}
    refused = kubectl(
        w, "apply", "--server-side", "--field-manager=gitops", "-f", "-", stdin=json.dumps(service), check=False)
    assert refused.returncode != 0 and 'conflict with "vmcp-operator"' in refused.stderr, refused.stderr
    w.patch("VirtualMCPServer", "engineering", {"spec": {"sessionAffinity": "None"}})
    w.until("the operator's own change", lambda: w.get("Service", "vmcp-engineering")["spec"]["sessionAffinity"] == "None")
    assert w.get("Service", "vmcp-engineering")["metadata"]["labels"]["cost-centre"] == "42"


@scenario("kubectl delete -f takes everything away", needs=["gc"])
def delete(w):
    apply_example(w)
    for file in ("engineering.yaml", "sales.yaml"):
        kubectl(w, "delete", "--wait=false", "-f", os.path.join(EXAMPLES, file))
    for kind in ("Deployment", "Service", "ConfigMap", "Secret", "ServiceAccount", "Role", "RoleBinding"):
        w.until(f"no {kind} is left", lambda: not w.kube.list(kind, w.namespace, labelSelector="toolhive=true"), 60)
