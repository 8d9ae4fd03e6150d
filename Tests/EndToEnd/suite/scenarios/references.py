"""What a VirtualMCPServer refers to: in any order, followed when it changes, said when it is missing."""

import base64
import statistics
import time

from ..harness import scenario
from ..kube import condition
from .. import manifests


@scenario("everything applied in the worst order still gets there")
def worst_order(w):
    for object in reversed(manifests.team()):
        w.apply(object)
        time.sleep(0.2)
    w.until_document()
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthValid")


@scenario("what is missing is said, and its arrival heals within a second")
def missing(w):
    group, *servers, oidc, secret, virtual = manifests.team()
    w.apply(virtual)
    times = []
    for type, reason, object in (
        ("GroupRefValidated", "GroupRefNotFound", group),
        ("OIDCConfigRefValidated", "OIDCConfigRefNotFound", oidc),
        ("AuthConfigured", "SecretNotFound", secret),
    ):
        found = w.until_condition("VirtualMCPServer", "engineering", type, reason)
        assert found["status"] == "False" and object["metadata"]["name"] in found["message"], found
        w.note(type, found["message"])
        w.apply(object)
        started = time.monotonic()
        w.until(f"{type} is healed", lambda: condition(w.get("VirtualMCPServer", "engineering"), type)["reason"] != reason)
        times.append(time.monotonic() - started)
    assert statistics.median(times) < 1, times
    w.until_document()


@scenario("a changed client secret reaches the gateway, and its keys stay")
def secret(w):
    w.team()
    first = w.until("the gateway's Secret", lambda: w.find("Secret", "vmcp-engineering-secrets"))["data"]
    old = base64.b64encode(b"hunter2").decode()
    key = next(key for key, value in first.items() if value == old)
    w.apply(manifests.secret(value="hunter3"))
    w.until("the new value", lambda: w.get("Secret", "vmcp-engineering-secrets")["data"][key] != old, seconds=5)
    second = w.get("Secret", "vmcp-engineering-secrets")["data"]
    assert base64.b64decode(second[key]) == b"hunter3"
    assert {k: v for k, v in first.items() if k != key} == {k: v for k, v in second.items() if k != key}


@scenario("no secret's value is in any other object, status, event or the log")
def secrecy(w):
    value = "correct-horse-battery-staple"
    w.apply(*manifests.team())
    w.apply(manifests.secret(value=value))
    w.until_document()
    w.until_steady()
    for kind in ("VirtualMCPServer", "ConfigMap", "Deployment", "Service", "Event", "MCPServer"):
        for each in w.kube.list(kind, w.namespace):
            assert value not in str(each), f"{kind} {each['metadata']['name']} holds it"
    assert value not in str(w.target.operator.lines())


@scenario("members of a group come and go")
def members(w):
    w.team()
    count = lambda: w.get("MCPGroup", "engineering").get("status", {}).get("serverCount")
    w.until("two members", lambda: count() == 2)
    w.apply(manifests.server("jira"))
    w.until("three members", lambda: count() == 3)
    w.until_document(holds="jira")
    w.apply(manifests.group("other"))
    w.patch("MCPServer", "jira", {"spec": {"groupRef": {"name": "other"}}})
    w.until("two members", lambda: count() == 2)
    w.until("one in the other", lambda: w.get("MCPGroup", "other").get("status", {}).get("serverCount") == 1)
    w.until("it left the document", lambda: "jira" not in w.document())
    w.delete("MCPServer", "github")
    w.until("one member", lambda: count() == 1)
    w.delete("MCPServer", "kubernetes")
    w.until("none", lambda: count() == 0)
    w.until("none in the virtual server", lambda: w.get("VirtualMCPServer", "engineering")["status"]["backendCount"] == 0)


@scenario("a group that is deleted and made again heals what used it")
def group_again(w):
    w.team()
    w.delete("MCPGroup", "engineering")
    found = w.until(
        "it is missing or held back", lambda: w.find("MCPGroup", "engineering") is None
        or w.get("MCPGroup", "engineering")["metadata"].get("deletionTimestamp"))
    assert found
    if w.find("MCPGroup", "engineering") is None:
        w.until_condition("VirtualMCPServer", "engineering", "GroupRefValidated", "GroupRefNotFound")
        w.apply(manifests.group())
    w.until_condition("VirtualMCPServer", "engineering", "GroupRefValidated", "GroupRefValid")
    assert w.document()


@scenario("the same names in two namespaces are two teams with two keys")
def namespaces(w):
    other = w.namespace + "-b"
    w.add_namespace(other)
    try:
        w.apply(*manifests.team(), namespace=other)
        w.team()
        w.until("the other document", lambda: w.kube.find("ConfigMap", other, "vmcp-engineering-config"))
        find = lambda namespace: w.kube.find("Secret", namespace, "vmcp-engineering-secrets")
        first, second = find(w.namespace)["data"], find(other)["data"]
        own = [key for key in first if "signing" in key or "sealing" in key]
        assert own and all(first[key] != second[key] for key in own), list(first)
    finally:
        w.kube.delete("Namespace", None, other)
