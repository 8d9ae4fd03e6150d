#!/usr/bin/env python3
"""Measures what an operator keeps in memory at scale, without a cluster: it serves the lists of a cluster in which N
VirtualMCPServers with 3 backends each are rendered (pages, bookkeeping of an API server and all), lets an operator that
waits for its lease read them, and prints its resident memory. Needs PyYAML.

  memory.py --operator .build/release/vmcp-operator --teams 1000
"""
import argparse, copy, http.client, http.server, json, os, re, subprocess, tempfile, threading, time, urllib.parse

import yaml

KINDS = {"Secret": "secrets", "ConfigMap": "configmaps", "Deployment": "deployments", "Service": "services",
         "ServiceAccount": "serviceaccounts", "Role": "roles", "RoleBinding": "rolebindings", "MCPGroup": "mcpgroups",
         "MCPServer": "mcpservers", "MCPOIDCConfig": "mcpoidcconfigs", "VirtualMCPServer": "virtualmcpservers"}


def policies(role):
    return [f'permit(principal in THVGroup::"{role}", action, resource);',
            f'forbid(principal in THVGroup::"{role}", action == Action::"call_tool", resource == Tool::"delete_namespace");']


def team(number, namespace):
    name, issuer = f"team-{number}", f"https://team-{number}.example.com"

    def custom(kind, name, spec):
        return {"apiVersion": "toolhive.stacklok.dev/v1beta1", "kind": kind,
                "metadata": {"name": name, "namespace": namespace, "uid": f"uid-{kind}-{name}"}, **({"spec": spec} if spec else {})}

    yield {
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": name + "-okta", "namespace": namespace},
        "stringData": {"client-secret": "benchmark-" + "x" * 32}}
    yield custom("MCPGroup", name, None)
    yield custom("MCPOIDCConfig", name, {"type": "inline", "inline": {"issuer": issuer}})
    for backend in ("github", "jira", "kubernetes"):
        yield custom("MCPServer", f"{name}-{backend}", {
            "image": f"example.com/{backend}:1", "transport": "streamable-http", "groupRef": {"name": name}})
    yield custom("VirtualMCPServer", name, {
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


def rendered(operator):
    """One team's objects, as people write them and as the operator makes them."""
    written = list(team(0, "bench"))
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "team.yaml")
        with open(path, "w") as file:
            file.write("\n---\n".join(json.dumps(body) for body in written))
        result = subprocess.run([operator, "render", "--namespace", "bench", path], capture_output=True, text=True)
    made = [item for item in yaml.safe_load_all(result.stdout) if item]
    for item in made:
        if item["kind"] == "Secret":
            # Left out when printed: two keys of each ring and a client secret.
            item["data"] = {f"key-{number}": "eA==" * 80 for number in range(6)}
    return written + made


def fields(value):
    """The bookkeeping that an API server would add."""
    if isinstance(value, dict):
        return {"f:" + key: fields(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return {f'k:{{"n":{number}}}': fields(inner) for number, inner in enumerate(value)}
    return {}


class Lists:
    def __init__(self, operator, teams):
        self.objects = {plural: [] for plural in KINDS.values()}
        texts = [(item["kind"], json.dumps(item)) for item in rendered(operator)]
        for number in range(teams):
            for kind, text in texts:
                item = json.loads(text.replace("team-0", f"team-{number}"))
                spec = copy.deepcopy({key: value for key, value in item.items() if key not in ("apiVersion", "kind", "metadata")})
                item["metadata"].update({
                    "uid": f"00000000-0000-0000-{number:04d}-{hash((kind, number)) & 0xFFFFFFFFFFFF:012x}",
                    "resourceVersion": str(1000 + number), "generation": 1,
                    "creationTimestamp": "2026-01-01T00:00:00Z", "namespace": f"bench-{number % 10}",
                    "managedFields": [{"manager": "vmcp-operator", "operation": "Apply", "fieldsV1": fields(spec)}]})
                if kind == "VirtualMCPServer":
                    item["status"] = {"phase": "Ready", "backendCount": 3, "url": "http://x:4483", "conditions": [
                        {"type": f"Condition{index}", "status": "True", "reason": "Reason", "observedGeneration": 1,
                         "lastTransitionTime": "2026-01-01T00:00:00Z", "message": "m" * 80} for index in range(8)]}
                self.objects[KINDS[kind]].append(json.dumps(item))

    @property
    def count(self):
        return sum(map(len, self.objects.values()))


def handler(lists):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments):
            pass

        def answer(self, status, body):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            query = dict(urllib.parse.parse_qsl(url.query))
            if "/leases/" in url.path:
                lease = {"metadata": {"name": "vmcp-operator", "namespace": "default", "resourceVersion": str(time.time_ns())},
                         "spec": {"holderIdentity": "another", "leaseDurationSeconds": 15}}
                return self.answer(200, json.dumps(lease).encode())
            if "watch" in query:
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                time.sleep(3600)
                return None
            items = lists.objects.get(url.path.rsplit("/", 1)[1], [])
            start, limit = int(query.get("continue", 0)), int(query.get("limit", 500))
            page, more = items[start:start + limit], start + limit < len(items)
            metadata = {"resourceVersion": "9999999", **({"continue": str(start + limit)} if more else {})}
            self.answer(200, ('{"metadata":%s,"items":[%s]}' % (json.dumps(metadata), ",".join(page))).encode())

        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.answer(403, b"{}")

        do_PUT = do_PATCH = do_POST

    return Handler


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--operator", required=True)
    parser.add_argument("--teams", type=int, default=1000)
    parser.add_argument("--settle", type=int, default=45, help="seconds to wait after everything was read")
    arguments = parser.parse_args()
    results = {}
    for teams in (0, arguments.teams):
        lists = Lists(arguments.operator, teams)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(lists))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as config:
            address = f"http://127.0.0.1:{server.server_port}"
            config.write(json.dumps({
                "apiVersion": "v1", "kind": "Config", "current-context": "c",
                "clusters": [{"name": "c", "cluster": {"server": address}}],
                "contexts": [{"name": "c", "context": {"cluster": "c", "user": "", "namespace": "default"}}]}))
            config.flush()
            operator = subprocess.Popen(
                [arguments.operator, "run", "--kubeconfig", config.name, "--leader-elect", "--health-address",
                 "127.0.0.1:18081"], stderr=subprocess.DEVNULL)
            try:
                start = time.monotonic()
                while not ready():
                    if time.monotonic() - start > 600:
                        raise SystemExit("the caches are not filled within ten minutes")
                    time.sleep(0.25)
                read = time.monotonic() - start
                time.sleep(arguments.settle)
                results[f"{teams} teams"] = {"objects": lists.count, "seconds_to_read": round(read, 1),
                                             "bytes_served": sum(len(text) for all in lists.objects.values() for text in all),
                                             **usage(operator.pid)}
            finally:
                operator.kill()
                operator.wait()
        server.shutdown()
    print(json.dumps(results, indent=2))


def ready():
    try:
        connection = http.client.HTTPConnection("127.0.0.1", 18081, timeout=5)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False


if __name__ == "__main__":
    main()
