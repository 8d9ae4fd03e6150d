"""From the first apply to the last deletion."""

from ..harness import scenario
from ..kube import APIError
from .. import manifests


@scenario("conditions speak of the generation that was looked at")
def generation(w):
    w.team()
    for replicas in (2, 3, 4):
        w.patch("VirtualMCPServer", "engineering", {"spec": {"replicas": replicas}})
    def current():
        object = w.get("VirtualMCPServer", "engineering")
        status = object.get("status", {})
        spoken_of = {each["observedGeneration"] for each in status.get("conditions", [])}
        return object["metadata"]["generation"] == 4 and spoken_of == {4} and status.get("observedGeneration", 4) == 4
    w.until("all conditions speak of generation 4", current)


@scenario("pods that become available are a condition, and their loss is one")
def available(w):
    w.team()
    w.make_available("vmcp-engineering")
    w.until_condition("VirtualMCPServer", "engineering", "DeploymentReady", "DeploymentReady")
    w.note("url", w.get("VirtualMCPServer", "engineering")["status"]["url"])
    if "controllers" in w.target.abilities:
        for pod in w.kube.list("Pod", w.namespace):
            w.patch("Pod", pod["metadata"]["name"], {"status": {"conditions": [
                {"type": "Ready", "status": "False", "lastTransitionTime": "2020-01-01T00:00:00Z"}]}},
                subresource="status")
    else:
        w.patch("Deployment", "vmcp-engineering", {"status": {"readyReplicas": 0, "availableReplicas": 0}},
                subresource="status")
    w.until_condition("VirtualMCPServer", "engineering", "DeploymentReady", "DeploymentNotReady")


@scenario("with a VirtualMCPServer goes all that was made for it, and nothing else", needs=["gc"])
def owned(w):
    w.team()
    w.until_steady()
    uid = w.get("VirtualMCPServer", "engineering")["metadata"]["uid"]
    w.delete("VirtualMCPServer", "engineering")
    for kind in ("Deployment", "Service", "ConfigMap", "Secret", "ServiceAccount", "Role", "RoleBinding"):
        w.until(f"its {kind} is gone", lambda: not [
            each for each in w.kube.list(kind, w.namespace)
            if any(owner["uid"] == uid for owner in each["metadata"].get("ownerReferences", []))], 60)
    assert w.find("Deployment", "mcp-github") and w.find("Secret", "engineering-okta")
    w.until_steady()
    assert w.find("ConfigMap", "vmcp-engineering-config") is None


@scenario("a foreground deletion waits for what was made", needs=["gc"])
def foreground(w):
    w.team()
    w.until_steady()
    w.delete("VirtualMCPServer", "engineering", propagation="Foreground")
    w.until_gone("VirtualMCPServer", "engineering")
    assert w.find("Deployment", "vmcp-engineering") is None


@scenario("an object deleted and made again at once gets everything anew", needs=["gc"])
def again(w):
    w.team()
    w.until_steady()
    old = w.get("VirtualMCPServer", "engineering")["metadata"]["uid"]
    w.delete("VirtualMCPServer", "engineering")
    w.until_gone("VirtualMCPServer", "engineering")
    w.apply(manifests.virtual_server())
    new = w.get("VirtualMCPServer", "engineering")["metadata"]["uid"]
    assert old != new
    def owned_by_new():
        object = w.find("ConfigMap", "vmcp-engineering-config")
        return object and any(each["uid"] == new for each in object["metadata"]["ownerReferences"])
    w.until("the document is the new object's", owned_by_new, 60)
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthValid", 60)


@scenario("a finalizer that an earlier operator left does not hold a deletion up")
def finalizer(w):
    w.apply(manifests.group("old", finalizers=["toolhive.stacklok.dev/mcpgroup-finalizer"]))
    w.until_condition("MCPGroup", "old", "MCPServersChecked", "ListMCPServersCheckSucceeded")
    w.delete("MCPGroup", "old")
    w.until_gone("MCPGroup", "old", 10)


@scenario("a finalizer of somebody else's is left alone")
def foreign_finalizer(w):
    w.apply(manifests.group("held", finalizers=["example.com/held"]))
    w.until_condition("MCPGroup", "held", "MCPServersChecked", "ListMCPServersCheckSucceeded")
    w.delete("MCPGroup", "held")
    w.until_steady()
    assert w.get("MCPGroup", "held")["metadata"]["finalizers"] == ["example.com/held"]
    w.patch("MCPGroup", "held", {"metadata": {"finalizers": None}})
    w.until_gone("MCPGroup", "held", 10)


@scenario("deleting the namespace ends everything in it", needs=["controllers"])
def namespace(w):
    w.team()
    w.kube.delete("Namespace", None, w.namespace)
    w.until("the namespace is gone", lambda: w.kube.find("Namespace", None, w.namespace) is None, 90)


@scenario("the operator has just the rights that it needs", needs=["rights"])
def rights(w):
    w.team()
    can = lambda *words: w.kube.kubectl(
        "auth", "can-i", *words, "--as=system:serviceaccount:vmcp-system:vmcp-operator", check=False).stdout.strip()
    for words in (
        ("delete", "secrets"), ("create", "pods"), ("get", "nodes"), ("create", "clusterroles"),
        ("escalate", "roles"), ("bind", "roles"), ("impersonate", "users"), ("create", "pods/exec"),
        ("update", "virtualmcpservers.toolhive.stacklok.dev"), ("delete", "virtualmcpservers.toolhive.stacklok.dev"),
    ):
        assert can(*words) == "no", words
    assert can("patch", "deployments.apps") == "yes"


@scenario("a gateway may read its own ConfigMap and Secret, and nothing else", needs=["tokens"])
def gateway_rights(w):
    w.team()
    w.until_steady()
    kube = type(w.kube)(w.target.kubeconfig_of("vmcp-engineering", w.namespace))
    assert kube.get("ConfigMap", w.namespace, "vmcp-engineering-config")
    assert kube.get("Secret", w.namespace, "vmcp-engineering-secrets")
    for kind, name in (("Secret", "engineering-okta"), ("ConfigMap", "kube-root-ca.crt"), ("VirtualMCPServer", "engineering")):
        try:
            kube.get(kind, w.namespace, name)
        except APIError as error:
            assert error.status == 403, error
        else:
            raise AssertionError(f"it may read {kind} {name}")


@scenario("an operator for one namespace works with the rights of deploy/namespaced, and leaves others alone", needs=["tokens"])
def one_namespace(w):
    other = w.namespace + "-b"
    w.add_namespace(other)
    w.target.operator.stop()
    w.target.install("namespaced/install.yaml", w.namespace)
    operator = w.target.new_operator(
        "--leader-elect", f"--namespaces={w.namespace}", identity="namespaced", home=w.namespace,
        kubeconfig=w.target.kubeconfig_of("vmcp-operator", w.namespace)).start()
    try:
        w.apply(*manifests.team(), namespace=other)
        w.team()
        w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthValid")
        w.until_steady()
        assert "status" not in w.kube.get("VirtualMCPServer", other, "engineering")
        assert operator.stop() == 0
        refused = [line for line in operator.lines() if "orbidden" in str(line)]
        assert not refused, refused
    finally:
        operator.kill()
        w.kube.delete("Namespace", None, other)
        w.target.ensure_operator()
