"""What a scenario works with: a namespace of its own on a target where an operator runs."""

import time

from . import manifests
from .harness import Skip
from .kube import APIError, condition, wait_until

CHECKSUM = "toolhive.stacklok.dev/content-checksum"


class World:
    count = 0

    def __init__(self, target):
        World.count += 1
        self.target, self.kube = target, target.kube
        self.namespace = f"e2e-{int(time.time()) % 100000}-{World.count}"
        self.notes = {}

    def __enter__(self):
        self.target.ensure_operator()
        self.add_namespace(self.namespace)
        return self

    def __exit__(self, *_):
        self.target.kube.close()
        try:
            self.kube.delete("Namespace", None, self.namespace)
        except (APIError, OSError):
            pass  # it may be the scenario that took it, or the API server

    def add_namespace(self, name):
        self.kube.create("Namespace", None, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})

    def note(self, key, value):
        """What all targets must agree on, whatever the namespace is called."""
        self.notes[key] = value.replace(self.namespace, "NAMESPACE") if isinstance(value, str) else value

    def skip(self, reason):
        raise Skip(reason)

    def apply(self, *objects, namespace=None, **options):
        for each in objects:
            result = self.kube.apply(each, namespace or self.namespace, **options)
        return result

    def team(self, name="engineering", **options):
        self.apply(*manifests.team(name, **options))
        self.until_document(name)

    def get(self, kind, name):
        return self.kube.get(kind, self.namespace, name)

    def find(self, kind, name):
        return self.kube.find(kind, self.namespace, name)

    def patch(self, kind, name, body, form="merge", **options):
        return self.kube.patch(kind, self.namespace, name, body, form, **options)

    def delete(self, kind, name, **options):
        return self.kube.delete(kind, self.namespace, name, **options)

    def until(self, what, test, seconds=20):
        return wait_until(what, test, seconds)

    def until_gone(self, kind, name, seconds=60):
        self.until(f"{kind} {name} is gone", lambda: self.find(kind, name) is None, seconds)

    def until_condition(self, kind, name, type, reason, seconds=20):
        """The condition, once it has the reason and speaks of the spec as it is."""
        def test():
            object = self.get(kind, name)
            found = condition(object, type)
            if found.get("reason") == reason and found.get("observedGeneration") == object["metadata"]["generation"]:
                return found
            raise AssertionError(f"{type} is {found}, generation {object['metadata']['generation']}")
        return self.until(f"{kind} {name} has {type} with {reason}", test, seconds)

    def document(self, name="engineering"):
        """The gateway's configuration, as text; None where there is none."""
        found = self.find("ConfigMap", f"vmcp-{name}-config")
        return found["data"]["config.yaml"] if found else None

    def until_document(self, name="engineering", holds="", seconds=20):
        def test():
            text = self.document(name)
            return text is not None and holds in text and text
        return self.until(f"the document of {name} holds {holds!r}", test, seconds)

    def until_steady(self, seconds=20, quiet=1.0):
        """The versions of everything, once nothing has been written for a while."""
        last, since = None, time.monotonic()
        deadline = since + seconds
        while time.monotonic() < deadline:
            found = self.versions()
            if found != last:
                last, since = found, time.monotonic()
            elif time.monotonic() - since > quiet:
                return found
            time.sleep(0.1)
        raise AssertionError(f"something is written again and again: {last}")

    def versions(self):
        """The resource versions of what the operator writes, by kind and name."""
        kinds = (
            "VirtualMCPServer", "MCPGroup", "MCPServer", "MCPOIDCConfig", "ConfigMap", "Secret", "Service",
            "ServiceAccount", "Role", "RoleBinding")
        return {
            (kind, each["metadata"]["name"]): each["metadata"]["resourceVersion"]
            for kind in kinds for each in self.kube.list(kind, self.namespace)
            if each["metadata"]["name"] not in ("default", "kube-root-ca.crt")
            and not each["metadata"]["name"].startswith("default-token-")}

    def make_available(self, *names):
        """As if the pods of Deployments ran: what a node would report, or where no Deployment controller runs, that."""
        for name in names:
            self.until(f"Deployment {name}", lambda: self.find("Deployment", name))
            if "controllers" in self.target.abilities:
                self.until(f"{name} is available", lambda: self._pods_ready(name), seconds=30)
            else:
                deployment = self.get("Deployment", name)
                self.patch("Deployment", name, {"status": {
                    "observedGeneration": deployment["metadata"]["generation"], "replicas": 1, "readyReplicas": 1,
                    "availableReplicas": 1, "updatedReplicas": 1}}, subresource="status")

    def _pods_ready(self, deployment):
        selector = self.get("Deployment", deployment)["spec"]["selector"]["matchLabels"]
        text = ",".join(f"{key}={value}" for key, value in selector.items())
        for pod in self.kube.list("Pod", self.namespace, labelSelector=text):
            if pod["status"].get("phase") != "Running":
                self.patch("Pod", pod["metadata"]["name"], {"status": {
                    "phase": "Running", "conditions": [
                        {"type": "Ready", "status": "True", "lastTransitionTime": "2020-01-01T00:00:00Z"}]}},
                    subresource="status")
        return self.get("Deployment", deployment).get("status", {}).get("availableReplicas", 0) > 0
