#!/usr/bin/env python3
"""Measures an operator at scale: N VirtualMCPServers with 3 backends each, from nothing to everything rendered.

The cluster is KUBECONFIG's, without nodes or with them; the custom resource definitions must be there and no operator may
run. The operator is started by this script, so that its memory and CPU time are its own process'.

  scale.py --operator .build/release/vmcp-operator --teams 1000 [--namespaces 10] [--edits 100]
"""
import argparse, base64, concurrent.futures, json, os, re, ssl, statistics, subprocess, tempfile, threading, time
import http.client, urllib.parse

GROUP = "/apis/toolhive.stacklok.dev/v1beta1"


class Cluster:
    """The API server, over one connection for each thread."""

    def __init__(self):
        text = subprocess.run(["kubectl", "config", "view", "--raw", "--minify", "-o", "json"], check=True, capture_output=True).stdout
        config = json.loads(text)
        cluster, user = config["clusters"][0]["cluster"], config["users"][0].get("user", {})
        url = urllib.parse.urlsplit(cluster["server"])
        self.host, self.port, self.prefix, self.tls = url.hostname, url.port, url.path.rstrip("/"), None
        self.headers = {"Authorization": "Bearer " + user["token"]} if "token" in user else {}
        if url.scheme == "https":
            self.tls = ssl.create_default_context(cadata=self.data(cluster, "certificate-authority"))
            if "client-certificate" in user or "client-certificate-data" in user:
                with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
                    file.write(self.data(user, "client-certificate") + "\n" + self.data(user, "client-key"))
                    file.flush()
                    self.tls.load_cert_chain(file.name)
        self.local = threading.local()

    @staticmethod
    def data(entry, name):
        if name + "-data" in entry:
            return base64.b64decode(entry[name + "-data"]).decode()
        return open(entry[name]).read()

    def request(self, method, path, body=None, kind="application/json"):
        for attempt in range(3):
            connection = getattr(self.local, "connection", None)
            if connection is None:
                make = http.client.HTTPSConnection if self.tls else http.client.HTTPConnection
                arguments = {"context": self.tls} if self.tls else {}
                connection = self.local.connection = make(self.host, self.port, timeout=60, **arguments)
            try:
                connection.request(method, self.prefix + path, json.dumps(body) if body is not None else None,
                                   {"Content-Type": kind, **self.headers})
                response = connection.getresponse()
                return response.status, json.loads(response.read() or "null")
            except (http.client.HTTPException, OSError):
                self.local.connection = None
                if attempt == 2:
                    raise

    def create(self, path, body):
        status, answer = self.request("POST", path, body)
        if status not in (200, 201, 409):
            raise SystemExit(f"{path}: {status} {answer.get('message')}")

    def items(self, path):
        """All objects of a collection, page by page."""
        token = ""
        while True:
            status, answer = self.request("GET", f"{path}?limit=500" + (f"&continue={token}" if token else ""))
            yield from answer.get("items") or []
            token = urllib.parse.quote(answer["metadata"].get("continue") or "")
            if not token:
                return


def policies(role):
    return [f'permit(principal in THVGroup::"{role}", action, resource);',
            f'forbid(principal in THVGroup::"{role}", action == Action::"call_tool", resource == Tool::"delete_namespace");']


def team(number, namespace):
    name, issuer = f"team-{number}", f"https://team-{number}.example.com"

    def custom(kind, name, spec):
        return {"apiVersion": "toolhive.stacklok.dev/v1beta1", "kind": kind,
                "metadata": {"name": name, "namespace": namespace}, **({"spec": spec} if spec else {})}

    space = f"{GROUP}/namespaces/{namespace}/"
    yield f"/api/v1/namespaces/{namespace}/secrets", {
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": name + "-okta", "namespace": namespace},
        "stringData": {"client-secret": "benchmark-" + "x" * 32}}
    yield space + "mcpgroups", custom("MCPGroup", name, None)
    yield space + "mcpoidcconfigs", custom("MCPOIDCConfig", name, {"type": "inline", "inline": {"issuer": issuer}})
    for backend in ("github", "jira", "kubernetes"):
        yield space + "mcpservers", custom("MCPServer", f"{name}-{backend}", {
            "image": f"example.com/{backend}:1", "transport": "streamable-http", "groupRef": {"name": name}})
    yield space + "virtualmcpservers", custom("VirtualMCPServer", name, {
        "groupRef": {"name": name},
        "incomingAuth": {
            "type": "oidc", "oidcConfigRef": {"name": name, "audience": issuer, "resourceUrl": issuer},
            "authzConfig": {"type": "inline", "inline": {"policies": policies("mcp-developers")}}},
        "authServerConfig": {"issuer": issuer, "upstreamProviders": [{
            "name": "okta", "type": "oidc", "oidcConfig": {
                "issuerUrl": "https://acme.okta.com/oauth2/aus1", "clientId": "0oa1",
                "clientSecretRef": {"name": name + "-okta", "key": "client-secret"},
                "redirectUri": issuer + "/oauth/callback", "scopes": ["openid", "profile", "groups"]}}]}})


def usage(pid):
    status = open(f"/proc/{pid}/status").read()
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    value = lambda name: int(re.search(name + r":\s+(\d+)", status).group(1)) / 1024
    return {"resident_mb": round(value("VmRSS"), 1), "peak_mb": round(value("VmHWM"), 1),
            "cpu_seconds": (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")}


def metrics(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/metrics")
    return connection.getresponse().read().decode()


def total(text, name, **labels):
    wanted = [f'{key}="{value}"' for key, value in labels.items()]
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines()
               if line.startswith(name + "{") and all(label in line for label in wanted))


def writes(text):
    return sum(total(text, "rest_client_requests_total", method=method) for method in ("PATCH", "POST", "PUT", "DELETE"))


def wait(what, limit, done):
    start = time.monotonic()
    while not done():
        if time.monotonic() - start > limit:
            raise SystemExit(f"{what}: not within {limit} s")
        time.sleep(0.25)
    return time.monotonic() - start


def quiet(port, seconds=3):
    """Waits until nothing is reconciled any more."""
    last, since = -1, time.monotonic()
    while time.monotonic() - since < seconds:
        now = total(metrics(port), "controller_runtime_reconcile_total")
        if now != last:
            last, since = now, time.monotonic()
        time.sleep(0.25)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--operator", required=True)
    parser.add_argument("--teams", type=int, default=1000)
    parser.add_argument("--namespaces", type=int, default=10)
    parser.add_argument("--edits", type=int, default=0)
    parser.add_argument("--port", type=int, default=18080)
    parser.add_argument("--limit", type=int, default=1200, help="seconds that each step may take")
    parser.add_argument("--option", action="append", default=[], help="more options for the operator")
    arguments = parser.parse_args()
    cluster = Cluster()
    spaces = [f"bench-{number}" for number in range(arguments.namespaces)]
    for space in spaces:
        cluster.create("/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": space}})
    log = open("operator.log", "w")
    operator = subprocess.Popen([arguments.operator, "run", "--metrics-address", f"127.0.0.1:{arguments.port}",
                                 *arguments.option], stderr=log, stdout=log)
    try:
        time.sleep(2)
        result = {"teams": arguments.teams, "empty": usage(operator.pid)}
        start = time.monotonic()
        objects = [(path, body) for number in range(arguments.teams)
                   for path, body in team(number, spaces[number % len(spaces)])]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda pair: cluster.create(*pair), objects))
        result["created_seconds"] = round(time.monotonic() - start, 1)

        def rendered():
            maps = sum(1 for space in spaces for item in cluster.items(f"/api/v1/namespaces/{space}/configmaps")
                       if item["metadata"]["name"].startswith("vmcp-"))
            deployments = sum(1 for space in spaces
                              for _ in cluster.items(f"/apis/apps/v1/namespaces/{space}/deployments"))
            return maps >= arguments.teams and deployments >= 4 * arguments.teams

        wait("everything rendered", arguments.limit, rendered)
        result["rendered_seconds"] = round(time.monotonic() - start, 1)
        quiet(arguments.port)
        text = metrics(arguments.port)
        result["done"] = {
            **usage(operator.pid), "requests": total(text, "rest_client_requests_total"), "writes": writes(text),
            "reconciliations": total(text, "controller_runtime_reconcile_total"),
            "errors": total(text, "controller_runtime_reconcile_errors_total")}
        if arguments.edits:
            result["edits"] = edit(cluster, spaces, arguments)
            result["edited"] = usage(operator.pid)
        before = writes(metrics(arguments.port))
        time.sleep(10)
        result["writes_in_10_quiet_seconds"] = writes(metrics(arguments.port)) - before
        print(json.dumps(result, indent=2))
    finally:
        operator.terminate()
        operator.wait(20)


def edit(cluster, spaces, arguments):
    """One policy each, one after the other: how long until the document has it."""
    times = []
    for number in range(arguments.edits):
        space, name, role = spaces[number % len(spaces)], f"team-{number}", f"edited-{number}"
        start = time.monotonic()
        cluster.request("PATCH", f"{GROUP}/namespaces/{space}/virtualmcpservers/{name}",
                        {"spec": {"incomingAuth": {"authzConfig": {"inline": {"policies": policies(role)}}}}},
                        "application/merge-patch+json")
        while True:
            _, found = cluster.request("GET", f"/api/v1/namespaces/{space}/configmaps/vmcp-{name}-config")
            if role in json.dumps(found.get("data")):
                break
            if time.monotonic() - start > 60:
                raise SystemExit(f"{name}: the edit does not reach the document")
            time.sleep(0.002)
        times.append(time.monotonic() - start)
    times.sort()
    rank = lambda share: round(1000 * times[min(len(times) - 1, int(share * len(times)))], 1)
    return {"p50_ms": rank(0.5), "p99_ms": rank(0.99), "max_ms": round(1000 * times[-1], 1),
            "mean_ms": round(1000 * statistics.mean(times), 1)}


if __name__ == "__main__":
    main()
