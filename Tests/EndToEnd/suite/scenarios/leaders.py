"""Several operators: one leads, and when it is lost another does, soon and never both."""

import datetime
import signal
import time

from ..harness import scenario
from .. import manifests
from ..targets import SYSTEM


class Pair:
    """Two operators that want to lead, in place of the one that runs otherwise."""

    def __init__(self, w):
        self.w = w
        w.target.operator.stop()
        self.operators = [w.target.new_operator("--leader-elect", identity=name) for name in ("first", "second")]

    def __enter__(self):
        self.drop_lease()
        for each in self.operators:
            each.start()
        return self

    def __exit__(self, *_):
        for each in self.operators:
            each.kill()
        self.drop_lease()
        self.w.target.ensure_operator()

    def drop_lease(self):
        if self.w.kube.find("Lease", SYSTEM, "vmcp-operator"):
            self.w.kube.delete("Lease", SYSTEM, "vmcp-operator")

    def holder(self):
        lease = self.w.kube.find("Lease", SYSTEM, "vmcp-operator")
        return lease and lease["spec"].get("holderIdentity")

    def leader(self, seconds=30, other_than=None):
        """The operator that holds the lease."""
        def test():
            holder = self.holder()
            return next((each for name, each in zip(("first", "second"), self.operators)
                         if holder and holder.startswith(name) and each is not other_than), None)
        return self.w.until("one leads", test, seconds)

    def other(self, leader):
        return next(each for each in self.operators if each is not leader)


def writes(operator, namespace, since=0):
    return [line for line in operator.lines(since) if line.get("msg") in ("applied", "created")
            and line.get("object", "").startswith(namespace)]


@scenario("of two operators one writes")
def one_writes(w):
    with Pair(w) as pair:
        leader = pair.leader()
        w.team()
        w.until_condition("VirtualMCPServer", "engineering", "AuthConfigured", "AuthValid")
        w.until_steady()
        assert writes(leader, w.namespace)
        assert not writes(pair.other(leader), w.namespace)


@scenario("a leader that ends in order is followed at once")
def orderly(w):
    with Pair(w) as pair:
        leader = pair.leader()
        w.team()
        leader.stop()
        started = time.monotonic()
        pair.leader(15, other_than=leader)
        print(f"     takeover after {time.monotonic() - started:.1f} s", flush=True)
        w.patch("VirtualMCPServer", "engineering", {"spec": {"replicas": 2}})
        w.until("the next one works", lambda: w.get("Deployment", "vmcp-engineering")["spec"].get("replicas") == 2)
        assert time.monotonic() - started < 5


@scenario("a leader that is killed is followed in less than 15 seconds")
def killed(w):
    with Pair(w) as pair:
        leader = pair.leader()
        w.team()
        leader.kill()
        started = time.monotonic()
        w.patch("VirtualMCPServer", "engineering", {"spec": {"replicas": 2}})
        w.until("the next one works", lambda: w.get("Deployment", "vmcp-engineering")["spec"].get("replicas") == 2, 30)
        took = time.monotonic() - started
        print(f"     takeover after {took:.1f} s", flush=True)
        assert took < 15, f"{took:.1f} s"


@scenario("a leader frozen past its lease is followed in less than 15 seconds, and writes nothing when it wakes")
def frozen(w):
    with Pair(w) as pair:
        leader = pair.leader()
        w.team()
        w.until_steady()
        leader.signal(signal.SIGSTOP)
        since, started = leader.size(), time.monotonic()
        w.patch("VirtualMCPServer", "engineering", {"spec": {"replicas": 2}})
        second = pair.other(leader)
        w.until("the next one works", lambda: w.get("Deployment", "vmcp-engineering")["spec"].get("replicas") == 2, 30)
        took = time.monotonic() - started
        print(f"     takeover after {took:.1f} s", flush=True)
        assert took < 15, f"{took:.1f} s"
        # What it would write now would be of an old spec.
        w.patch("VirtualMCPServer", "engineering", {"spec": {"replicas": 3}})
        leader.signal(signal.SIGCONT)
        w.until("the third change", lambda: w.get("Deployment", "vmcp-engineering")["spec"].get("replicas") == 3)
        for index in range(20):
            w.patch("VirtualMCPServer", "engineering", {"spec": {"replicas": 4 + index % 2}})
            time.sleep(0.1)
        w.until_steady()
        assert not writes(leader, w.namespace, since), writes(leader, w.namespace, since)
        assert pair.leader(other_than=leader) is second
        assert writes(second, w.namespace)


@scenario("the lease says since when it is held and how often it changed hands")
def lease(w):
    with Pair(w) as pair:
        pair.leader()
        spec = w.kube.get("Lease", SYSTEM, "vmcp-operator")["spec"]
        for name in ("acquireTime", "renewTime"):
            datetime.datetime.strptime(spec[name], "%Y-%m-%dT%H:%M:%S.%fZ")
        assert 0 < spec["leaseDurationSeconds"] <= 15, spec
        renewed = spec["renewTime"]
        w.until("it is renewed", lambda: w.kube.get("Lease", SYSTEM, "vmcp-operator")["spec"]["renewTime"] != renewed, 10)
