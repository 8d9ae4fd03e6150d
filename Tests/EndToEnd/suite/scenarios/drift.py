"""What others change: what is the operator's is put back, what is theirs stays."""

from ..harness import scenario
from .. import manifests


@scenario("a hand-edited Deployment is put back")
def edited_deployment(w):
    w.team()
    w.until("the Deployment", lambda: w.find("Deployment", "vmcp-engineering"))
    image = w.get("Deployment", "vmcp-engineering")["spec"]["template"]["spec"]["containers"][0]["image"]
    w.patch("Deployment", "vmcp-engineering", [
        {"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "example.com/other:1"}], "json")
    w.until("the image is put back", lambda: w.get("Deployment", "vmcp-engineering")["spec"]["template"]["spec"][
        "containers"][0]["image"] == image)


@scenario("replicas that somebody else set are left alone")
def scaled(w):
    w.team()
    w.until("the Deployment", lambda: w.find("Deployment", "vmcp-engineering"))
    w.patch("Deployment", "vmcp-engineering", {"spec": {"replicas": 3}})
    w.patch("VirtualMCPServer", "engineering", {"spec": {"podTemplateSpec": {"spec": {"priorityClassName": "x"}}}})
    w.until("a new template", lambda: w.get("Deployment", "vmcp-engineering")["spec"]["template"]["spec"].get(
        "priorityClassName") == "x")
    w.until_steady()
    assert w.get("Deployment", "vmcp-engineering")["spec"]["replicas"] == 3


@scenario("replicas of the spec are kept")
def replicas(w):
    w.team(replicas=2)
    w.until("the Deployment", lambda: w.find("Deployment", "vmcp-engineering"))
    assert w.get("Deployment", "vmcp-engineering")["spec"]["replicas"] == 2
    w.patch("Deployment", "vmcp-engineering", {"spec": {"replicas": 5}})
    w.until("two again", lambda: w.get("Deployment", "vmcp-engineering")["spec"]["replicas"] == 2)


@scenario("a deleted object comes back")
def deleted(w):
    w.team()
    w.until_steady()
    for kind, name in (
        ("Service", "vmcp-engineering"), ("ConfigMap", "vmcp-engineering-config"), ("Role", "vmcp-engineering"),
        ("RoleBinding", "vmcp-engineering"), ("ServiceAccount", "vmcp-engineering"), ("Deployment", "mcp-github"),
    ):
        old = w.get(kind, name)["metadata"]["uid"]
        w.delete(kind, name)
        w.until(f"{kind} {name} is back", lambda: (w.find(kind, name) or {"metadata": {"uid": old}})["metadata"]["uid"] != old)


@scenario("an edited ConfigMap and widened rights are put back")
def edited(w):
    w.team()
    w.until_steady()
    before = w.document()
    w.patch("ConfigMap", "vmcp-engineering-config", {"data": {"config.yaml": "policies: []\n"}})
    w.until("the document is put back", lambda: w.document() == before)
    rules = w.get("Role", "vmcp-engineering")["rules"]
    w.patch("Role", "vmcp-engineering", {
        "rules": [*rules, {"apiGroups": [""], "resources": ["secrets"], "verbs": ["list"]}]})
    w.until("the rights are put back", lambda: w.get("Role", "vmcp-engineering")["rules"] == rules)


@scenario("labels and annotations of others stay")
def labels(w):
    w.team()
    w.until_steady()
    mark = {"metadata": {"labels": {"theirs": "1"}, "annotations": {"example.com/theirs": "1"}}}
    for kind in ("Deployment", "Service"):
        w.patch(kind, "vmcp-engineering", mark)
    w.patch("VirtualMCPServer", "engineering", {"spec": {"replicas": 2}})
    w.until("the change", lambda: w.get("Deployment", "vmcp-engineering")["spec"].get("replicas") == 2)
    for kind in ("Deployment", "Service"):
        found = w.get(kind, "vmcp-engineering")["metadata"]
        assert found["labels"]["theirs"] == "1" and found["annotations"]["example.com/theirs"] == "1", found


@scenario("in a steady state nothing is written, not even by a new operator")
def steady(w):
    w.team()
    before = w.until_steady()
    since = w.target.operator.size()
    w.target.restart_operator()
    w.target.operator.wait_for_log("in sync with the cluster")
    after = w.until_steady(quiet=2)
    assert before == after, {key: (before.get(key), after.get(key)) for key in before.keys() | after.keys()
                             if before.get(key) != after.get(key)}
    written = [
        line for line in w.target.operator.lines(since)
        if line.get("msg") in ("applied", "created") and w.namespace in line.get("object", "")]
    assert not written, written


@scenario("an object that is touched again and again causes neither writes nor a flood of events")
def touched(w):
    w.apply(manifests.virtual_server())
    w.until_condition("VirtualMCPServer", "engineering", "GroupRefValidated", "GroupRefNotFound")
    w.until_steady()
    status = w.get("VirtualMCPServer", "engineering")["status"]
    for index in range(30):
        w.patch("VirtualMCPServer", "engineering", {"metadata": {"annotations": {"touched": str(index)}}})
    w.until_steady()
    after = w.get("VirtualMCPServer", "engineering")["status"]
    assert after == status, {key: (status.get(key), after.get(key)) for key in after if after[key] != status.get(key)}
    events = [each for each in w.kube.list("Event", w.namespace) if each["reason"] == "GroupRefNotFound"]
    assert len(events) <= 1, [(each["reason"], each.get("count")) for each in events]
