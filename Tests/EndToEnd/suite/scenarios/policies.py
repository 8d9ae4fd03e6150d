"""A policy that is wrong never reaches traffic; one that is right does at once."""

import statistics
import time

from ..harness import scenario
from .. import manifests

BROKEN = 'permit(principal, action = Action::"call_tool", resource);'


def set_policies(w, *policies):
    w.patch("VirtualMCPServer", "engineering", {"spec": {"incomingAuth": {"authzConfig": manifests.inline(*policies)}}})


@scenario("a policy error is a condition with line and column, and the last good document stays")
def broken(w):
    w.team()
    w.until_steady()
    before = w.get("ConfigMap", "vmcp-engineering-config")["metadata"]["resourceVersion"]
    set_policies(w, manifests.PERMIT, BROKEN)
    found = w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthzPolicySyntaxInvalid")
    w.note("message", found["message"])
    assert found["status"] == "False" and "policies[1], line 1, column 26" in found["message"], found
    w.until_condition("VirtualMCPServer", "engineering", "Ready", "ConfigurationRefused")
    w.until_steady()
    assert w.get("ConfigMap", "vmcp-engineering-config")["metadata"]["resourceVersion"] == before


@scenario("the last good document outlives the operator while a policy is wrong")
def broken_restart(w):
    w.team()
    good = w.document()
    set_policies(w, BROKEN)
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthzPolicySyntaxInvalid")
    w.target.restart_operator()
    w.target.operator.wait_for_log("in sync with the cluster")
    time.sleep(1)
    assert w.document() == good
    set_policies(w, manifests.PERMIT.replace("mcp-developers", "mcp-engineers"))
    w.until_document(holds="mcp-engineers")
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthValid")


@scenario("a policy that was wrong from the start gives the gateway nothing")
def never_good(w):
    w.apply(*manifests.team(policies=[BROKEN]))
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthzPolicySyntaxInvalid")
    w.until_steady()
    assert w.document() is None


@scenario("an edited policy is in the document within a second")
def edited(w):
    w.team()
    w.until_steady()
    times = []
    for index in range(11):
        started = time.monotonic()
        set_policies(w, manifests.PERMIT.replace("mcp-developers", f"group-{index}"))
        w.until_document(holds=f"group-{index}", seconds=5)
        times.append(time.monotonic() - started)
    # One of them may meet a machine that is busy with something else.
    assert statistics.median(times) < 1, times


@scenario("policies from a ConfigMap follow it")
def from_configmap(w):
    def policies(text):
        return {
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "rules"},
            "data": {"authz.yaml": f"version: '1'\ntype: cedarv1\ncedar:\n  policies:\n    - '{text}'\n"}}
    w.apply(policies(manifests.PERMIT))
    w.team(authz={"type": "configMap", "configMap": {"name": "rules", "key": "authz.yaml"}})
    w.until_document(holds="mcp-developers")
    w.apply(policies(manifests.PERMIT.replace("mcp-developers", "mcp-engineers")))
    w.until_document(holds="mcp-engineers", seconds=2)
    w.apply(policies(BROKEN))
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthzPolicySyntaxInvalid")
    assert "mcp-engineers" in w.document()


@scenario("one team's mistakes stop nobody else")
def other_team(w):
    w.apply(*manifests.team("sales", policies=[BROKEN]))
    strange = manifests.virtual_server("strange")
    strange["spec"]["config"] = {"strange": [1]}
    w.apply(strange)
    w.team()
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthValid")
    w.until_condition("VirtualMCPServer", "sales", "AuthConfigured", "AuthzPolicySyntaxInvalid")
    w.until_condition("VirtualMCPServer", "strange", "GroupRefValidated", "GroupRefNotFound")
