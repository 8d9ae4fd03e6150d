#!/usr/bin/env python3
"""How much an operator costs with many VirtualMCPServers, on a real API server without nodes.

From objects that nobody has looked at yet to everything rendered, then one policy edited in each, then nothing to do: time, CPU
seconds, peak memory, requests. With --kopf, a kopf operator that does the least of the same job runs on a fresh API server after it.
"""

import argparse
import concurrent.futures
import http.client
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "Tests", "EndToEnd"))
from suite import manifests, targets  # noqa: E402
from suite.kube import Kube, wait_until  # noqa: E402

NAMESPACE = "scale"
METADATA = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
TICKS = os.sysconf("SC_CLK_TCK")
WRITES = ("POST", "PUT", "PATCH", "APPLY", "DELETE")


class Process:
    """What a process has used."""

    def __init__(self, pid):
        self.pid = pid

    def cpu(self):
        with open(f"/proc/{self.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self, name="VmHWM"):
        with open(f"/proc/{self.pid}/status") as file:
            return int(re.search(name + r":\s+(\d+)", file.read()).group(1)) / 1024

    def wait_until_idle(self, seconds=3):
        """When it last did something: it is idle when it has used next to nothing for a while."""
        last, since = self.cpu(), time.monotonic()
        while time.monotonic() - since < seconds:
            time.sleep(0.25)
            now = self.cpu()
            if now - last > 0.035:  # more than a timer's worth
                since = time.monotonic()
            last = now
        return since


def requests(kube):
    """Requests by verb and resource, as the API server counts them."""
    connection = kube._connect(30)
    connection.request("GET", kube.server.path + "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    found = {}
    for labels, value in re.findall(r"^apiserver_request_total\{(.*)\} (\S+)$", text, re.MULTILINE):
        label = dict(re.findall(r'(\w+)="([^"]*)"', labels))
        subresource = "/" + label["subresource"] if label.get("subresource") else ""
        key = (label["verb"], label["resource"] + subresource)
        found[key] = found.get(key, 0) + float(value)
    return found


def spent(before, after):
    delta = {key: int(after[key] - before.get(key, 0)) for key in after if after[key] != before.get(key, 0)}
    reads = sum(value for (verb, _), value in delta.items() if verb in ("GET", "LIST", "WATCH"))
    writes = {f"{verb} {resource}": value for (verb, resource), value in delta.items() if verb in WRITES}
    return reads, writes


def fill(kubeconfig, servers, backends):
    """Everything of the teams, by eight clients at a time."""
    clients = threading.local()

    def team(index):
        if not hasattr(clients, "kube"):
            clients.kube = Kube(kubeconfig)
        name = f"team-{index:04}"
        for object in manifests.team(name, [f"{name}-{each}" for each in range(backends)]):
            clients.kube.create(object["kind"], NAMESPACE, object)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(team, range(servers)))


def count(kube, kind, selector="toolhive=true"):
    path = kube.path(kind, NAMESPACE, labelSelector=selector)
    return len(kube.call("GET", path, accept=METADATA, timeout=120)["items"] or [])


class Documents(threading.Thread):
    """When each of so many edits was seen in a ConfigMap."""

    def __init__(self, kubeconfig, wanted):
        super().__init__(daemon=True)
        self.kube, self.seen, self.wanted = Kube(kubeconfig), {}, wanted
        listed = self.kube.call("GET", self.kube.path("ConfigMap", NAMESPACE, labelSelector="toolhive=true"), accept=METADATA)
        path = self.kube.path(
            "ConfigMap", NAMESPACE, labelSelector="toolhive=true", watch="true",
            resourceVersion=listed["metadata"]["resourceVersion"])
        self.connection = self.kube._connect(600)
        self.connection.request("GET", self.kube.server.path + path)
        self.response = self.connection.getresponse()

    def run(self):
        while len(self.seen) < self.wanted and (line := self.response.readline()):
            object = json.loads(line)["object"]
            if marks := re.findall(r"edited-\d+", object["data"]["config.yaml"]):
                self.seen.setdefault((object["metadata"]["name"], marks[0]), time.monotonic())


def edits(kubeconfig, servers, rate):
    """Milliseconds from each edit to the document that is written for it."""
    kube, documents = Kube(kubeconfig), Documents(kubeconfig, servers)
    documents.start()
    started, sent = time.monotonic(), {}
    for index in range(servers):
        time.sleep(max(0, started + index / rate - time.monotonic()))
        name, mark = f"team-{index:04}", f"edited-{index}"
        sent[f"vmcp-{name}-config", mark] = time.monotonic()
        kube.patch("VirtualMCPServer", NAMESPACE, name, {"spec": {"incomingAuth": {"authzConfig": manifests.inline(
            manifests.PERMIT.replace("mcp-developers", mark))}}})
    wait_until("every edit is written", lambda: len(documents.seen) >= servers, 300, 0.5)
    return sorted((documents.seen[key] - at) * 1000 for key, at in sent.items())


def served(program, kubeconfig, folder, count):
    """Milliseconds from each edit of a policy until a running gateway decides by it: as its /status says."""
    kube, name = Kube(kubeconfig), "team-0000"
    with open(os.path.join(folder, "gateway.log"), "wb") as log:
        gateway = subprocess.Popen(
            [program, "serve", "--namespace", NAMESPACE, "--name", name, "--port", "19191"],
            env={**os.environ, "KUBECONFIG": kubeconfig}, stdout=log, stderr=log)

    def configuration():
        connection = http.client.HTTPConnection("127.0.0.1", 19191, timeout=10)
        try:
            connection.request("GET", "/status")
            return json.loads(connection.getresponse().read()).get("configuration", {}).get("hash")
        except OSError:
            return None
        finally:
            connection.close()
    try:
        wait_until("the gateway serves", configuration, 60)
        times = []
        for index in range(count):
            before = configuration()
            began = time.monotonic()
            kube.patch("VirtualMCPServer", NAMESPACE, name, {"spec": {"incomingAuth": {"authzConfig": manifests.inline(
                manifests.PERMIT.replace("mcp-developers", f"served-{index}"))}}})
            wait_until("the edit is served", lambda: configuration() not in (None, before), 30, 0.002)
            times.append((time.monotonic() - began) * 1000)
            time.sleep(0.1)
        return sorted(times)
    finally:
        gateway.terminate()
        gateway.wait()


def measure(name, start, kubeconfig, options, gateway=None):
    kube = Kube(kubeconfig)
    before = requests(kube)
    began = time.monotonic()
    process = start()
    usage = Process(process.pid)
    wait_until("every document is there", lambda: count(kube, "ConfigMap") >= options.servers, 1800, 1)
    documents = time.monotonic() - began
    done = usage.wait_until_idle() - began
    print(f"{name}: rendered after {done:.1f} s", file=sys.stderr, flush=True)
    reads, writes = spent(before, requests(kube))
    result = {
        "operator": name, "servers": options.servers, "backends": options.backends, "documents_s": round(documents, 1),
        "all_s": round(done, 1), "cpu_s": round(usage.cpu(), 1), "reads": reads, "writes": writes}
    cpu = usage.cpu()
    times = edits(kubeconfig, options.servers, options.rate)
    print(f"{name}: edited", file=sys.stderr, flush=True)
    usage.wait_until_idle()
    result |= {
        "edit_p50_ms": round(statistics.median(times), 1), "edit_p99_ms": round(times[int(len(times) * 0.99)], 1),
        "edit_max_ms": round(times[-1], 1), "edits_cpu_s": round(usage.cpu() - cpu, 1)}
    if gateway:
        times = served(*gateway, options.served)
        result |= {"served_p50_ms": round(statistics.median(times), 1), "served_p99_ms": round(times[int(len(times) * 0.99)], 1)}
        usage.wait_until_idle()
    before, cpu = requests(kube), usage.cpu()
    time.sleep(options.idle)
    _, idle = spent(before, requests(kube))
    result |= {
        "idle_s": options.idle, "idle_writes": sum(idle.values()), "idle_cpu_s": round(usage.cpu() - cpu, 2),
        "memory_peak_mib": round(usage.memory()), "memory_mib": round(usage.memory("VmRSS"))}
    process.terminate()
    process.wait()
    return result


def bare_programs(folder):
    """etcd and kube-apiserver without a controller manager: nobody else works on the objects."""
    cache = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "vmcp", "kubernetes")
    given = os.environ.get("KUBEBUILDER_ASSETS")
    sources = [os.path.join(given, each) for each in ("etcd", "kube-apiserver")] if given else [
        os.path.join(cache, "root/usr/bin/etcd"), os.path.join(cache, "bin/kube-apiserver")]
    os.makedirs(folder)
    for source in sources:
        if not os.path.exists(source):
            sys.exit(f"{source} is not there: Tests/EndToEnd/cluster build --control-plane")
        os.symlink(source, os.path.join(folder, os.path.basename(source)))
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="\n".join(__doc__.split("\n")[2:]))
    parser.add_argument("--bin", default=".build-images/release", help="where vmcp-operator is")
    parser.add_argument("--servers", type=int, default=1000)
    parser.add_argument("--backends", type=int, default=3, help="MCPServers for each")
    parser.add_argument("--rate", type=float, default=20, help="edits a second")
    parser.add_argument("--served", type=int, default=200, help="edits that a running gateway is to serve, one after the other")
    parser.add_argument("--idle", type=float, default=30, help="seconds to watch for writes when all is done")
    parser.add_argument("--kopf", metavar="PYTHON", help="a Python with kopf and kubernetes")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="vmcp-scale.")
    os.environ["KUBEBUILDER_ASSETS"] = bare_programs(os.path.join(folder, "bin"))
    results = []
    for name in ["vmcp-operator", *(["kopf"] if options.kopf else [])]:
        target = targets.ControlPlaneTarget(os.path.abspath(options.bin), os.path.join(folder, name))
        try:
            target.start()
            target.kube.create("Namespace", None, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE}})
            started = time.monotonic()
            fill(target.kubeconfig, options.servers, options.backends)
            print(f"{name}: filled in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)

            def start():
                if name == "vmcp-operator":
                    return target.new_operator().start().process
                log = open(os.path.join(folder, "kopf.log"), "wb")
                return subprocess.Popen(
                    [options.kopf, "-m", "kopf", "run", "--namespace", NAMESPACE, "--quiet",
                     os.path.join(os.path.dirname(os.path.abspath(__file__)), "kopf_operator.py")],
                    env={**os.environ, "KUBECONFIG": target.kubeconfig}, stdout=log, stderr=log)
            gateway = None
            if name == "vmcp-operator":
                gateway = os.path.join(os.path.abspath(options.bin), "vmcp"), target.kubeconfig, folder
            results.append(measure(name, start, target.kubeconfig, options, gateway))
            print(json.dumps(results[-1], indent=2), flush=True)
        finally:
            target.stop()
    if len(results) == 2:
        ours, theirs = results
        def per_write(result):
            return result["cpu_s"] / sum(result["writes"].values())
        print(f"kopf uses {per_write(theirs) / per_write(ours):.1f} times the CPU for a write while it renders everything, "
              f"{theirs['cpu_s'] / ours['cpu_s']:.1f} times in all, {theirs['edits_cpu_s'] / ours['edits_cpu_s']:.1f} times for the edits, "
              f"{theirs['memory_peak_mib'] / ours['memory_peak_mib']:.1f} times the memory.")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
