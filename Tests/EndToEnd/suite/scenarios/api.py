"""What everything else stands on: the API itself, where vmcp-local and Kubernetes must answer the same."""

from ..harness import scenario
from ..kube import APIError
from .. import manifests


def refusal(call):
    """The status, reason and fields of a call that must be refused."""
    try:
        call()
    except APIError as error:
        return error.status, error.reason, error.fields
    raise AssertionError("it was not refused")


def configmap(name, **data):
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}


@scenario("what exists is not created twice, and what does not is not found")
def exists(w):
    w.kube.create("ConfigMap", w.namespace, configmap("a", k="1"))
    w.note("again", refusal(lambda: w.kube.create("ConfigMap", w.namespace, configmap("a", k="1")))[:2])
    w.note("missing", refusal(lambda: w.get("ConfigMap", "b"))[:2])
    assert w.notes == {"again": (409, "AlreadyExists"), "missing": (404, "NotFound")}, w.notes


@scenario("an update of an old version is a conflict")
def conflict(w):
    old = w.kube.create("ConfigMap", w.namespace, configmap("a", k="1"))
    w.patch("ConfigMap", "a", {"data": {"k": "2"}})
    old["data"]["k"] = "3"
    w.note("stale", refusal(lambda: w.kube.replace("ConfigMap", w.namespace, "a", old))[:2])
    assert w.notes["stale"] == (409, "Conflict"), w.notes
    assert w.get("ConfigMap", "a")["data"]["k"] == "2"


@scenario("a list comes in pages")
def pages(w):
    for index in range(5):
        w.kube.create("ConfigMap", w.namespace, configmap(f"page-{index}", k="v"))
    query, names = {"limit": 2}, []
    while True:
        page = w.kube.call("GET", w.kube.path("ConfigMap", w.namespace, **query))
        assert len(page["items"]) <= 2, page
        names += [each["metadata"]["name"] for each in page["items"]]
        if not page["metadata"].get("continue"):
            break
        query["continue"] = page["metadata"]["continue"]
    assert [name for name in names if name.startswith("page-")] == [f"page-{index}" for index in range(5)], names


@scenario("the definitions refuse what is wrong, and name the field")
def definitions(w):
    wrong = {
        "enum": manifests.server("a", transport="carrier-pigeon"),
        "type": manifests.server("a", mcpPort="many"),
        "maximum": manifests.server("a", mcpPort=65536),
        "missing": manifests.resource("MCPServer", "a", {"transport": "sse"}),
    }
    for name, object in wrong.items():
        status, reason, fields = refusal(lambda: w.kube.create("MCPServer", w.namespace, object))
        w.note(name, (status, reason, fields))
        assert (status, reason) == (422, "Invalid") and fields, w.notes


@scenario("what is left out gets its default, and what is unknown is cut off")
def defaults(w):
    object = manifests.server("a")
    object["spec"]["nobodyKnows"] = {"this": 1}
    stored = w.kube.create("MCPServer", w.namespace, object)
    w.note("spec", stored["spec"])
    assert "nobodyKnows" not in stored["spec"] and stored["spec"]["proxyPort"] == 8080, stored["spec"]


@scenario("v1alpha1 and v1beta1 are two views of one object")
def versions(w):
    old = manifests.group("old")
    old["apiVersion"] = "toolhive.stacklok.dev/v1alpha1"
    w.kube.call("POST", f"/apis/toolhive.stacklok.dev/v1alpha1/namespaces/{w.namespace}/mcpgroups", old)
    found = w.get("MCPGroup", "old")
    assert found["apiVersion"] == "toolhive.stacklok.dev/v1beta1" and found["spec"] == old["spec"], found
    w.until_condition("MCPGroup", "old", "MCPServersChecked", "ListMCPServersCheckSucceeded")
    again = w.kube.call("GET", f"/apis/toolhive.stacklok.dev/v1alpha1/namespaces/{w.namespace}/mcpgroups/old")
    assert again["apiVersion"] == "toolhive.stacklok.dev/v1alpha1" and again["status"]["phase"] == "Ready", again


@scenario("a status is written only through its subresource, and only the spec counts generations")
def subresource(w):
    w.apply(manifests.group("a"))
    w.until_condition("MCPGroup", "a", "MCPServersChecked", "ListMCPServersCheckSucceeded")
    w.patch("MCPGroup", "a", {"status": {"phase": "Failed"}})
    assert w.get("MCPGroup", "a")["status"]["phase"] == "Ready"
    w.patch("MCPGroup", "a", {"metadata": {"labels": {"x": "y"}}})
    assert w.get("MCPGroup", "a")["metadata"]["generation"] == 1
    w.patch("MCPGroup", "a", {"spec": {"description": "changed"}})
    assert w.get("MCPGroup", "a")["metadata"]["generation"] == 2


@scenario("server-side apply: fields of two owners, a conflict, and force")
def server_side_apply(w):
    w.kube.apply(configmap("a", mine="1"), w.namespace, "one")
    w.kube.apply(configmap("a", yours="1"), w.namespace, "two")
    assert w.get("ConfigMap", "a")["data"] == {"mine": "1", "yours": "1"}
    w.note("conflict", refusal(lambda: w.kube.apply(configmap("a", mine="2"), w.namespace, "two", force=False)))
    assert w.notes["conflict"][:2] == (409, "Conflict"), w.notes
    w.kube.apply(configmap("a", yours="1", mine="2"), w.namespace, "two")
    # What an owner no longer names goes, where nobody else has it; "mine" was taken over by force.
    w.kube.apply(configmap("a"), w.namespace, "two")
    assert not w.get("ConfigMap", "a").get("data"), w.get("ConfigMap", "a")
