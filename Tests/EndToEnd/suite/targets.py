"""Where scenarios run: vmcp-local, a control plane that was started for them, or a cluster that was given."""

import json
import os
import signal
import subprocess

from . import operator
from .harness import fail
from .kube import ROOT, APIError, Kube, wait_until

CLUSTER = os.path.join(ROOT, "Tests", "EndToEnd", "cluster")
SYSTEM = "vmcp-system"


class Target:
    """`abilities`: controllers (garbage collection, Deployments, namespaces), faults (its programs can be killed), rights
    (it enforces RBAC), tokens (it issues tokens of service accounts). `without` says why there is one less."""

    def __init__(self, name, bin, folder, abilities, without):
        self.name, self.bin, self.folder = name, bin, folder
        self.abilities, self.without = set(abilities), without
        self.operator = None
        os.makedirs(folder, exist_ok=True)

    def program(self, name):
        path = os.path.join(self.bin, name)
        return path if os.path.exists(path) else fail(f"{path} is not there: 'make build' first")

    def start(self):
        """Also after a start that failed, stop() is called."""
        raise NotImplementedError

    def prepare(self, kubeconfig):
        """Definitions, rights and the operator's own kubeconfig."""
        self.kubeconfig, self.kube = kubeconfig, Kube(kubeconfig)
        self.operator_kubeconfig = kubeconfig
        self.apply_definitions()
        self.install("install.yaml")
        if "tokens" in self.abilities:
            self.operator_kubeconfig = self.kubeconfig_of("vmcp-operator", SYSTEM)

    def install(self, manifest, namespace=None):
        """Accounts and rights of a manifest of deploy/; the operator itself runs as a process here.

        `namespace` stands for the manifest's team-a.
        """
        with open(os.path.join(ROOT, "deploy", manifest)) as file:
            text = file.read().replace("team-a", namespace or "team-a")
        text = self.kube.kubectl("create", "--dry-run=client", "--validate=false", "--output=json", "-f", "-", stdin=text)
        decoder, objects, place = json.JSONDecoder(), [], 0
        while place < len(text.rstrip()):  # one after another, without a separator
            object, place = decoder.raw_decode(text, place)
            objects.append(object)
            while place < len(text) and text[place].isspace():
                place += 1
        wanted = [each for each in objects if each["kind"] in (
            "Namespace", "ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding")]
        self.kube.kubectl("apply", "-f", "-", stdin="\n".join(map(json.dumps, wanted)))

    def apply_definitions(self):
        folder = os.path.join(ROOT, "crds")
        # kubectl asks servers before 1.25 for their schema, which does not know x-kubernetes-validations.
        options = ["--validate=false"] if self.kube.version() < (1, 25) else []
        self.kube.kubectl("apply", *options, "-f", folder)
        self.kube.kubectl("wait", "--for=condition=Established", "--timeout=30s", "-f", folder)

    def kubeconfig_of(self, account, namespace):
        """A kubeconfig with a fresh token of a service account."""
        wait_until(f"service account {account}", lambda: self.kube.find("ServiceAccount", namespace, account))
        token = self.kube.call(
            "POST", self.kube.path("ServiceAccount", namespace, account, "token"),
            {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {"expirationSeconds": 7200}})
        config = {
            "apiVersion": "v1", "kind": "Config", "current-context": "test",
            "clusters": [{"name": "test", "cluster": self.kube.cluster}],
            "users": [{"name": account, "user": {"token": token["status"]["token"]}}],
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": account, "namespace": namespace}}]}
        path = os.path.join(self.folder, f"{namespace}-{account}.kubeconfig")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(config, file)
        return path

    def new_operator(self, *arguments, kubeconfig=None, **options):
        return operator.Operator(
            self.program("vmcp-operator"), kubeconfig or self.operator_kubeconfig, self.folder, *arguments, **options)

    def ensure_operator(self):
        if self.operator is None:
            self.operator = self.new_operator()
        if not self.operator.is_running:
            self.operator.start()

    def restart_operator(self):
        self.operator.stop()
        self.operator.start()

    def stop(self):
        if self.operator:
            self.operator.kill()


class LocalTarget(Target):
    def __init__(self, bin, folder):
        super().__init__("local", bin, os.path.join(folder, "local"), ["gc"], {
            "controllers": "vmcp-local runs no pods here",
            "faults": "vmcp-local is one process: its end is its cluster's end",
            "rights": "vmcp-local issues no tokens for service accounts",
            "tokens": "vmcp-local issues no tokens for service accounts"})
        self.process = None

    def start(self):
        kubeconfig = os.path.join(self.folder, "kubeconfig")
        with open(os.path.join(self.folder, "vmcp-local.log"), "wb") as log:
            self.process = subprocess.Popen(
                [self.program("vmcp-local"), "start", "--data", self.folder, "--kubeconfig-out", kubeconfig],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        wait_until("vmcp-local's kubeconfig", lambda: os.path.exists(kubeconfig) and os.path.getsize(kubeconfig), 20)
        self.prepare(kubeconfig)

    def stop(self):
        super().stop()
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


class ControlPlaneTarget(Target):
    def __init__(self, bin, folder):
        super().__init__("real", bin, os.path.join(folder, "real"), ["faults", "rights", "tokens"], {
            "controllers": "KUBEBUILDER_ASSETS has no kube-controller-manager",
            "gc": "KUBEBUILDER_ASSETS has no kube-controller-manager"})
        self.data = os.path.join(self.folder, "cluster")

    def start(self):
        subprocess.run([CLUSTER, "start", self.data, "--control-plane"], check=True)
        with open(os.path.join(self.data, "settings")) as file:
            if "controllers=yes" in file.read():
                self.abilities |= {"controllers", "gc"}
        self.prepare(subprocess.check_output([CLUSTER, "kubeconfig", self.data], text=True).strip())

    def fault(self, program, signal_name):
        subprocess.run([CLUSTER, "fault", self.data, program, signal_name], check=True)
        self.kube.close()

    def restart(self, program):
        subprocess.run([CLUSTER, "restart", self.data, program], check=True)
        self.kube.close()

    def stop(self):
        super().stop()
        if os.path.exists(os.path.join(self.data, "kind")):
            subprocess.run([CLUSTER, "stop", self.data], check=True)


class GivenTarget(Target):
    def __init__(self, bin, folder, kubeconfig):
        super().__init__("given", bin, os.path.join(folder, "given"), ["gc", "controllers", "rights", "tokens"], {
            "faults": "the programs of the cluster of KUBECONFIG are not ours to kill"})
        self.given = kubeconfig

    def start(self):
        self.prepare(self.given)
        try:
            running = self.kube.get("Deployment", SYSTEM, "vmcp-operator")
        except APIError:
            running = None
        if running and running["spec"].get("replicas"):
            fail(f"the cluster of KUBECONFIG runs an operator: scale {SYSTEM}/vmcp-operator to 0 first")


def make(name, bin, folder):
    """local, or real: the cluster of KUBECONFIG, else one that is started."""
    if name == "local":
        return LocalTarget(bin, folder)
    if name != "real":
        fail(f"there is no target {name}: local and real are known")
    if os.environ.get("KUBECONFIG"):
        return GivenTarget(bin, folder, os.environ["KUBECONFIG"])
    return ControlPlaneTarget(bin, folder)
