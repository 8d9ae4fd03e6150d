"""The Kubernetes API and kubectl, for one kubeconfig."""

import base64
import http.client
import json
import os
import re
import ssl
import subprocess
import tempfile
import time
import urllib.parse

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))


def custom_places():
    """Where the kinds of crds/ are served, in the version that is stored."""
    places = {}
    for name in os.listdir(os.path.join(ROOT, "crds")):
        with open(os.path.join(ROOT, "crds", name)) as file:
            text = file.read()
        kind, plural = (re.search(rf"^    {key}: (\S+)$", text, re.MULTILINE).group(1) for key in ("kind", "plural"))
        places[kind] = ("/apis/toolhive.stacklok.dev/v1beta1", plural)
    return places


PLACES = {
    **custom_places(),
    "ConfigMap": ("/api/v1", "configmaps"),
    "Secret": ("/api/v1", "secrets"),
    "Service": ("/api/v1", "services"),
    "ServiceAccount": ("/api/v1", "serviceaccounts"),
    "Pod": ("/api/v1", "pods"),
    "Event": ("/api/v1", "events"),
    "Namespace": ("/api/v1", "namespaces"),
    "Deployment": ("/apis/apps/v1", "deployments"),
    "Role": ("/apis/rbac.authorization.k8s.io/v1", "roles"),
    "RoleBinding": ("/apis/rbac.authorization.k8s.io/v1", "rolebindings"),
    "Lease": ("/apis/coordination.k8s.io/v1", "leases"),
}
CLUSTER_WIDE = {"Namespace"}
PATCHES = {
    "merge": "application/merge-patch+json",
    "json": "application/json-patch+json",
    "strategic": "application/strategic-merge-patch+json",
    "apply": "application/apply-patch+yaml",
}


class APIError(Exception):
    def __init__(self, status, body):
        self.status = status
        self.reason = body.get("reason", "") if isinstance(body, dict) else ""
        self.message = body.get("message", "") if isinstance(body, dict) else str(body)
        causes = ((body.get("details") or {}).get("causes") or []) if isinstance(body, dict) else []
        self.fields = sorted({cause.get("field", "") for cause in causes})
        super().__init__(f"{status} {self.reason}: {self.message}")


class Kube:
    """Calls are made anew on a broken connection only where a second one does no harm."""

    def __init__(self, kubeconfig):
        self.kubeconfig = kubeconfig
        text = self.kubectl("config", "view", "--raw", "--minify", "--flatten", "--output=json")
        config = json.loads(text)
        self.cluster = config["clusters"][0]["cluster"]
        self.user = (config.get("users") or [{}])[0].get("user", {})
        self.server = urllib.parse.urlsplit(self.cluster["server"])
        self.context = self._tls() if self.server.scheme == "https" else None
        self.connection = None

    def _tls(self):
        trust = self.cluster.get("certificate-authority-data")
        context = ssl.create_default_context(cadata=base64.b64decode(trust).decode() if trust else None)
        if self.cluster.get("insecure-skip-tls-verify"):
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if "client-certificate-data" in self.user:
            with tempfile.TemporaryDirectory() as folder:
                paths = []
                for name in ("client-certificate-data", "client-key-data"):
                    paths.append(os.path.join(folder, name))
                    with open(paths[-1], "wb") as file:
                        file.write(base64.b64decode(self.user[name]))
                context.load_cert_chain(*paths)
        return context

    def kubectl(self, *arguments, check=True, stdin=None):
        """Its standard output; with check=False the finished process."""
        run = subprocess.run(
            ["kubectl", "--kubeconfig", self.kubeconfig, *arguments], input=stdin, capture_output=True, text=True)
        if not check:
            return run
        if run.returncode != 0:
            raise AssertionError(f"kubectl {' '.join(arguments)}: {run.stderr.strip()}")
        return run.stdout

    def call(self, method, path, body=None, content_type="application/json", accept="application/json", timeout=30):
        """The answer's JSON. Raises APIError for any status but 2xx, OSError where nothing answers."""
        headers = {"Accept": accept, "Content-Type": content_type}
        if "token" in self.user:
            headers["Authorization"] = "Bearer " + self.user["token"]
        payload = None if body is None else json.dumps(body)
        for attempt in (1, 2):
            fresh = self.connection is None
            try:
                if fresh:
                    self.connection = self._connect(timeout)
                self.connection.request(method, self.server.path.rstrip("/") + path, payload, headers)
                response = self.connection.getresponse()
                content = response.read()
                break
            except (OSError, http.client.HTTPException) as error:
                self.close()
                # A connection that was kept may have been closed meanwhile; nothing was asked on it then.
                if fresh or attempt == 2:
                    raise OSError(f"{method} {path}: {error!r}") from error
        try:
            answer = json.loads(content)
        except ValueError:
            answer = content.decode(errors="replace")
        if response.status >= 300:
            raise APIError(response.status, answer)
        return answer

    def _connect(self, timeout):
        host, port = self.server.hostname, self.server.port
        if self.context:
            return http.client.HTTPSConnection(host, port, timeout=timeout, context=self.context)
        return http.client.HTTPConnection(host, port, timeout=timeout)

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def path(self, kind, namespace=None, name=None, subresource=None, **query):
        prefix, plural = PLACES[kind]
        path = prefix
        if namespace and kind not in CLUSTER_WIDE:
            path += f"/namespaces/{namespace}"
        path += "/" + plural
        if name:
            path += "/" + name
        if subresource:
            path += "/" + subresource
        query = {key: value for key, value in query.items() if value is not None}
        return path + ("?" + urllib.parse.urlencode(query) if query else "")

    def get(self, kind, namespace, name):
        return self.call("GET", self.path(kind, namespace, name))

    def find(self, kind, namespace, name):
        """None where there is none."""
        try:
            return self.get(kind, namespace, name)
        except APIError as error:
            if error.status == 404:
                return None
            raise

    def list(self, kind, namespace=None, **query):
        return self.call("GET", self.path(kind, namespace, **query))["items"]

    def create(self, kind, namespace, body, **query):
        return self.call("POST", self.path(kind, namespace, **query), body)

    def replace(self, kind, namespace, name, body):
        return self.call("PUT", self.path(kind, namespace, name), body)

    def patch(self, kind, namespace, name, body, form="merge", subresource=None, **query):
        return self.call("PATCH", self.path(kind, namespace, name, subresource, **query), body, PATCHES[form])

    def apply(self, object, namespace, manager="person", force=True):
        """Server-side apply."""
        return self.patch(
            object["kind"], namespace, object["metadata"]["name"], object, "apply", fieldManager=manager,
            force="true" if force else "false")

    def delete(self, kind, namespace, name, propagation="Background"):
        return self.call(
            "DELETE", self.path(kind, namespace, name),
            {"apiVersion": "v1", "kind": "DeleteOptions", "propagationPolicy": propagation})

    def version(self):
        """(1, 20) of v1.20.2."""
        found = self.call("GET", "/version")
        return int(found["major"]), int("".join(filter(str.isdigit, found["minor"])))


def wait_until(what, test, seconds=20.0, every=0.05):
    """The first true value of test, which may raise AssertionError or APIError until then."""
    deadline = time.monotonic() + seconds
    last = None
    while True:
        try:
            value = test()
            if value:
                return value
            last = "it was not"
        except (AssertionError, APIError) as error:
            last = str(error)
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:g} s: {what} ({last})")
        time.sleep(every)


def condition(object, type):
    """One condition, or {}."""
    return next((c for c in object.get("status", {}).get("conditions", []) if c["type"] == type), {})
