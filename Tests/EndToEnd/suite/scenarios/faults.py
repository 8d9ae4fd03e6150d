"""Programs that end or hang in the middle of work: nothing is lost, nothing is made twice, work goes on."""

import random
import time

from ..harness import scenario
from ..kube import APIError
from .. import manifests


def keys(w, name="engineering"):
    """The gateway's Secret; None where there is none."""
    found = w.find("Secret", f"vmcp-{name}-secrets")
    return found and found["data"]


@scenario("an operator killed between any two writes leaves what the next one completes, with the same keys")
def killed(w):
    target, chance = w.target, random.Random(4)
    seen = {}
    for round in range(12):
        name = f"team-{round % 3}"
        target.operator.kill()
        if round < 3:
            w.apply(*manifests.team(name))
        else:
            w.patch("VirtualMCPServer", name, {"spec": {"podTemplateSpec": {"metadata": {
                "annotations": {"round": str(round)}}}}})
        target.operator.start()
        time.sleep(chance.uniform(0.05, 0.6))
        target.operator.kill()
        for team in {f"team-{each % 3}" for each in range(round + 1)}:
            now = keys(w, team)
            assert team not in seen or now == seen[team], f"the keys of {team} changed"
            if now:
                seen[team] = now
    target.ensure_operator()
    for team in ("team-0", "team-1", "team-2"):
        w.until_document(team)
        w.until_condition("VirtualMCPServer", team, "AuthConfigured", "AuthValid")
        assert team not in seen or keys(w, team) == seen[team]
    w.until_steady()
    assert w.get("Deployment", "vmcp-team-2")["spec"]["template"]["metadata"]["annotations"]["round"] == "11"


@scenario("SIGTERM ends the operator within a few seconds and with status 0")
def graceful(w):
    w.team()
    started = time.monotonic()
    status = w.target.operator.stop()
    assert status == 0, f"exit status {status}"
    assert time.monotonic() - started < 5


def edit_after(w, what, disturb, seconds=30):
    """An edit that is made right after the fault reaches the document, by the operator process that was there before."""
    w.team()
    w.until_steady()
    before, pid = keys(w), w.target.operator.process.pid
    disturb()
    w.until("the API server answers", lambda: answers(w), 30)
    started = time.monotonic()
    w.patch("VirtualMCPServer", "engineering", {"spec": {"incomingAuth": {"authzConfig": manifests.inline(
        manifests.PERMIT.replace("mcp-developers", "after-the-fault"))}}})
    w.until_document(holds="after-the-fault", seconds=seconds)
    print(f"     {what}: served {time.monotonic() - started:.1f} s after the edit", flush=True)
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthValid")
    assert w.target.operator.is_running and w.target.operator.process.pid == pid, "the operator ended"
    assert keys(w) == before, "the keys changed"


def answers(w):
    try:
        return w.kube.list("MCPGroup", w.namespace) is not None
    except (OSError, APIError):
        return False


@scenario("the API server is killed and comes back", needs=["faults"])
def apiserver_killed(w):
    def disturb():
        w.target.fault("apiserver", "KILL")
        time.sleep(2)
        w.target.restart("apiserver")
    edit_after(w, "API server killed", disturb)


@scenario("the API server ends in order and comes back", needs=["faults"])
def apiserver_ended(w):
    def disturb():
        w.target.fault("apiserver", "TERM")
        time.sleep(1)
        w.target.restart("apiserver")
    edit_after(w, "API server ended", disturb)


@scenario("the API server hangs for ten seconds", needs=["faults"])
def apiserver_hangs(w):
    def disturb():
        w.target.fault("apiserver", "STOP")
        time.sleep(10)
        w.target.fault("apiserver", "CONT")
    edit_after(w, "API server frozen", disturb)


@scenario("etcd is killed and comes back", needs=["faults"])
def etcd_killed(w):
    def disturb():
        w.target.fault("etcd", "KILL")
        time.sleep(2)
        w.target.restart("etcd")
    edit_after(w, "etcd killed", disturb, 60)


@scenario("what was edited while the operator was down is done when it is back")
def down(w):
    w.team()
    w.until_steady()
    w.target.operator.kill()
    w.patch("VirtualMCPServer", "engineering", {"spec": {"incomingAuth": {"authzConfig": manifests.inline(
        manifests.PERMIT.replace("mcp-developers", "while-down"))}}})
    w.delete("MCPServer", "github")
    w.patch("Service", "vmcp-engineering", {"spec": {"sessionAffinity": "None"}})
    w.target.ensure_operator()
    w.until("the policy is served without the member", lambda: "while-down" in w.document() and "github" not in w.document())
    w.until("the drift is put back", lambda: w.get("Service", "vmcp-engineering")["spec"]["sessionAffinity"] == "ClientIP")


@scenario("objects that are deleted while they are looked at leave nothing behind", needs=["gc"])
def deleted_meanwhile(w):
    for round in range(8):
        w.apply(*manifests.team())
        time.sleep(0.02 * round)
        for kind, name in (("VirtualMCPServer", "engineering"), ("MCPServer", "github"), ("MCPGroup", "engineering")):
            w.delete(kind, name)
    w.until_gone("VirtualMCPServer", "engineering")
    w.until("nothing is left", lambda: not w.kube.list("Deployment", w.namespace, labelSelector="toolhive-name=engineering"), 60)
    w.team()
    w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthValid", 60)
    assert w.target.operator.is_running
