"""Every kind: its example, the rules of its definition, and configs that others use."""

import os

from ..harness import scenario
from ..kube import APIError, condition
from ..targets import ROOT
from .. import manifests

# Which condition of an example says how it stands, and the reason that it gets.
EXAMPLES = {
    "MCPAuthzConfig": ("developers", "Valid", "ConfigValid"),
    "MCPExternalAuthConfig": ("open", "Valid", "ValidationSucceeded"),
    "MCPGroup": ("tools", "MCPServersChecked", "ListMCPServersCheckSucceeded"),
    "MCPOIDCConfig": ("corporate", "Valid", "ConfigValid"),
    "MCPRemoteProxy": ("weather", "Ready", "ProxyNotSupported"),
    "MCPServer": ("fetch", "Valid", "ValidationSucceeded"),
    "MCPServerEntry": ("documents", "Valid", "ConfigValid"),
    "MCPTelemetryConfig": ("collector", "Valid", "ValidationSucceeded"),
    "MCPToolConfig": ("read-only", "Valid", "ValidationSucceeded"),
    "VirtualMCPCompositeToolDefinition": ("fetch-and-summarize", "Valid", "ValidationSucceeded"),
    "VirtualMCPServer": ("example", "AuthConfigured", "AuthValid"),
}


@scenario("every kind's example applies, and is ready or says why not")
def examples(w):
    for kind, (name, type, reason) in EXAMPLES.items():
        path = os.path.join(ROOT, "examples/kinds", kind.lower() + ".yaml")
        w.kube.kubectl("apply", "--namespace", w.namespace, "-f", path)
        found = w.until_condition(kind, name, type, reason)
        w.note(kind, (found["status"], found["message"]))


@scenario("a rule is kept: an API server that knows rules refuses what breaks one, the operator says it on others")
def rules(w):
    oidc = manifests.resource("VirtualMCPServer", "a", {"groupRef": {"name": "g"}, "incomingAuth": {"type": "oidc"}})
    wrong = {
        "spec.incomingAuth.oidcConfigRef is required when type is oidc": oidc,
        "inline must be set when type is 'inline', and must not be set otherwise":
            manifests.resource("MCPOIDCConfig", "a", {"type": "inline"}),
        "no configuration must be set when type is 'unauthenticated'":
            manifests.resource("MCPExternalAuthConfig", "a", {"type": "unauthenticated", "obo": {}}),
        "a header name cannot appear in both headers and sensitiveHeaders":
            manifests.resource("MCPTelemetryConfig", "a", {"openTelemetry": {
                "headers": {"A": "b"},
                "sensitiveHeaders": [{"name": "A", "secretKeyRef": {"name": "s", "key": "k"}}]}}),
        "address is required": manifests.server("a", sessionStorage={"provider": "redis"}),
    }
    for message, object in wrong.items():
        try:
            w.kube.create(object["kind"], w.namespace, object)
        except APIError as error:
            assert error.status == 422 and message in error.message, error
        else:
            found = w.until(message, lambda: condition(w.get(object["kind"], "a"), "Valid"))
            assert found["status"] == "False" and message in found["message"], found


@scenario("a config that somebody uses goes when nobody does")
def protection(w):
    w.apply(manifests.resource("MCPAuthzConfig", "shared", {
        "type": "cedarv1", "config": {"policies": [manifests.PERMIT]}}))
    virtual = manifests.virtual_server()
    virtual["spec"]["incomingAuth"]["authzConfigRef"] = {"name": "shared"}
    del virtual["spec"]["incomingAuth"]["authzConfig"]
    w.apply(*[each for each in manifests.team() if each["kind"] != "VirtualMCPServer"], virtual)
    w.until_document(holds="mcp-developers")
    finalizer = "mcpauthzconfig.toolhive.stacklok.dev/finalizer"
    w.until("the finalizer", lambda: finalizer in w.get("MCPAuthzConfig", "shared")["metadata"].get("finalizers", []))
    w.delete("MCPAuthzConfig", "shared")
    found = w.until("it is blocked", lambda: condition(w.get("MCPAuthzConfig", "shared"), "DeletionBlocked"))
    w.note("blocked", found["message"])
    assert found["message"] == "Cannot delete: referenced by workloads: [{VirtualMCPServer engineering}]", found
    w.delete("VirtualMCPServer", "engineering")
    w.until_gone("MCPAuthzConfig", "shared", seconds=20)


@scenario("a policy of an MCPAuthzConfig reaches the gateway's document within a second, a broken one never")
def shared_policies(w):
    def config(policy):
        return manifests.resource("MCPAuthzConfig", "shared", {"type": "cedarv1", "config": {"policies": [policy]}})

    virtual = manifests.virtual_server()
    virtual["spec"]["incomingAuth"]["authzConfigRef"] = {"name": "shared"}
    del virtual["spec"]["incomingAuth"]["authzConfig"]
    w.apply(config(manifests.PERMIT))
    w.apply(*[each for each in manifests.team() if each["kind"] != "VirtualMCPServer"], virtual)
    w.until_document(holds="mcp-developers")
    w.apply(config(manifests.PERMIT.replace("mcp-developers", "mcp-others")))
    w.until_document(holds="mcp-others", seconds=1)
    w.apply(config("permit(principal,\n  action resource);"))
    found = w.until_condition("VirtualMCPServer", "engineering", "AuthzConfigRefValidated", "AuthzConfigRefNotValid")
    w.note("broken", found["message"])
    assert "line 2, column" in found["message"], found
    w.until_document(holds="mcp-others", seconds=1)
