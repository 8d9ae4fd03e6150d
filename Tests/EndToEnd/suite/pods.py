"""The whole path in pods: two teams, an identity provider, logins, decisions, and pods that die.

One journey: each scenario builds on those before it.
"""

import base64
import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from .harness import scenario
from .kube import Kube, condition, wait_until
from .targets import ROOT

NAMESPACE, IDENTITY, SYSTEM = "teams", "identity", "vmcp-system"
PROVIDER = f"http://idp.{IDENTITY}.svc.cluster.local:9400"
ENGINEERING, SALES = "http://localhost:9091", "http://localhost:9092"
EXAMPLES = os.path.join(ROOT, "examples", "two-teams")
ALL = {
    "github_create_issue", "github_get_file_contents", "github_list_issues", "github_search_code",
    "kubernetes_apply_manifest", "kubernetes_delete_namespace", "kubernetes_get_pods", "kubernetes_list_namespaces"}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))


def http(method, url, body=None, **headers):
    """Status, headers and body; no redirect is followed and no status is an error."""
    request = urllib.request.Request(
        url, method=method, data=body, headers={key.replace("_", "-"): value for key, value in headers.items()})
    try:
        with OPENER.open(request, timeout=10) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


class Journey:
    name, abilities, without = "pods", set(), {}

    def __init__(self, kubeconfig, bin, folder):
        self.kube, self.bin, self.folder = Kube(kubeconfig), bin, folder
        self.forwards, self.logins, self.notes = {}, {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def kubectl(self, *arguments, **options):
        return self.kube.kubectl("--namespace", NAMESPACE, *arguments, **options)

    def apply_text(self, text, namespace=NAMESPACE):
        self.kube.kubectl("--namespace", namespace, "apply", "-f", "-", stdin=text)

    def team_manifest(self, file):
        """The example as it is, but for where the identity provider is and for images that are not pulled."""
        with open(os.path.join(EXAMPLES, file)) as source:
            text = source.read().replace("http://localhost:9400", PROVIDER)
        return re.sub(r"(image: ghcr.io/vmcp/\S+):latest", r"\1:e2e", text)

    def ready_pod(self, deployment):
        """The name of a pod that is ready."""
        labels = self.kube.get("Deployment", NAMESPACE, deployment)["spec"]["selector"]["matchLabels"]
        selector = ",".join(f"{key}={value}" for key, value in labels.items())
        for pod in self.kube.list("Pod", NAMESPACE, labelSelector=selector):
            if condition(pod, "Ready").get("status") == "True" and "deletionTimestamp" not in pod["metadata"]:
                return pod["metadata"]["name"]
        return None

    def forward(self, name, port):
        """kubectl port-forward svc/vmcp-NAME PORT:4483, as the guide has it."""
        if port in self.forwards:
            self.forwards.pop(port).kill()
        log = open(os.path.join(self.folder, f"port-forward-{port}.log"), "ab")
        self.forwards[port] = subprocess.Popen(
            ["kubectl", "--kubeconfig", self.kube.kubeconfig, "--namespace", NAMESPACE, "port-forward", f"svc/vmcp-{name}",
             f"{port}:4483"], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        wait_until(f"the gateway at port {port}", lambda: self.answers(port), 30, 0.2)

    def answers(self, port):
        try:
            return http("GET", f"http://localhost:{port}/health")[0] == 200
        except OSError:
            return False

    def fakes(self, *arguments, check=True):
        run = subprocess.run(
            [os.path.join(self.bin, "vmcp-fakes"), *arguments], capture_output=True, text=True, timeout=60)
        assert not check or run.returncode == 0, f"vmcp-fakes {arguments[0]}: {run.stdout[-2000:]}{run.stderr[-2000:]}"
        return run.stdout

    def log_in(self, person, server=ENGINEERING):
        self.logins[person] = json.loads(self.fakes(
            "login", "--server", server, "--user", person + "@example.com", "--password", "demo", "--output", "json"))
        return self.logins[person]

    def token(self, person):
        return self.logins[person]["access_token"]

    def tools(self, person, server=ENGINEERING):
        status, *names = self.fakes("call", "--server", server, "--token", self.token(person)).split()
        assert status == "200", status
        return set(names)

    def call(self, person, tool, arguments, server=ENGINEERING):
        """The HTTP status of a tool call."""
        text = self.fakes(
            "call", "--server", server, "--token", self.token(person), "--arguments", json.dumps(arguments), tool)
        status, _, answer = text.partition("\n")
        return int(status), json.loads(answer)

    def set_policies(self, *policies):
        self.kube.patch("VirtualMCPServer", NAMESPACE, "engineering-tools", {
            "spec": {"incomingAuth": {"authzConfig": {"inline": {"policies": list(policies)}}}}})

    def stop(self):
        for process in self.forwards.values():
            process.kill()


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@scenario("the operator is installed by kubectl apply of crds/ and deploy/install.yaml")
def install(w):
    options = ["--validate=false"] if w.kube.version() < (1, 25) else []
    w.kube.kubectl("apply", *options, "-f", os.path.join(ROOT, "crds"))
    w.kube.kubectl("apply", "-f", os.path.join(ROOT, "deploy/install.yaml"))
    w.kube.kubectl("--namespace", SYSTEM, "rollout", "status", "deployment/vmcp-operator", "--timeout=90s")
    pod = w.kube.list("Pod", SYSTEM)[0]
    assert sum(each["restartCount"] for each in pod["status"]["containerStatuses"]) == 0, pod["status"]


@scenario("the operator leads, and has made its PodDisruptionBudget in the version that is served")
def budget(w):
    wait_until("the lease", lambda: w.kube.get("Lease", SYSTEM, "vmcp-operator")["spec"].get("holderIdentity"), 20)
    found = wait_until("the budget", lambda: json.loads(w.kube.kubectl(
        "--namespace", SYSTEM, "get", "poddisruptionbudget", "vmcp-operator", "--output=json")))
    wanted = "policy/v1beta1" if w.kube.version() < (1, 21) else "policy/v1"
    assert found["apiVersion"] == wanted and found["spec"]["maxUnavailable"] == 1, found


@scenario("the operator serves metrics where its manifest says")
def metrics(w):
    address = w.kube.list("Pod", SYSTEM)[0]["status"]["podIP"]
    status, _, body = http("GET", f"http://{address}:8080/metrics")
    assert status == 200 and b"controller_runtime_reconcile_total" in body, (status, body[:300])


@scenario("two teams are applied, and everything of theirs becomes Ready")
def teams(w):
    for name in (IDENTITY, NAMESPACE):
        w.kube.create("Namespace", None, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
    with open(os.path.join(EXAMPLES, "local/users.yaml")) as file:
        users = file.read().replace("http://localhost:9400", PROVIDER)
    with open(os.path.join(os.path.dirname(__file__), "identity-provider.yaml")) as file:
        w.apply_text(file.read(), IDENTITY)
    w.apply_text(json.dumps({
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "idp"}, "data": {"users.yaml": users}}), IDENTITY)
    w.kube.kubectl("--namespace", IDENTITY, "rollout", "status", "deployment/idp", "--timeout=90s")
    for file in ("engineering.yaml", "sales.yaml"):
        w.apply_text(w.team_manifest(file))
    w.kubectl("wait", "--for=condition=Ready", "mcpserver", "--all", "--timeout=120s")
    w.kubectl("wait", "--for=condition=Ready", "virtualmcpserver", "--all", "--timeout=120s")
    phases = w.kubectl("get", "mcpserver,virtualmcpserver", "--output=jsonpath={.items[*].status.phase}").split()
    assert phases == ["Ready"] * 5, phases
    assert w.kube.get("VirtualMCPServer", NAMESPACE, "engineering-tools")["status"]["backendCount"] == 2


@scenario("kubectl port-forward 9091:4483 reaches the gateway through its Service")
def forward(w):
    w.forward("engineering-tools", 9091)
    w.forward("sales-tools", 9092)
    status, _, body = http("GET", ENGINEERING + "/.well-known/oauth-authorization-server")
    assert status == 200 and json.loads(body)["issuer"] == ENGINEERING, body


@scenario("without a token there is a 401 that names the resource's metadata")
def challenge(w):
    for method in ("GET", "POST", "DELETE"):
        status, headers, _ = http(method, ENGINEERING + "/mcp")
        text = headers["WWW-Authenticate"] or ""
        assert status == 401 and text.startswith("Bearer"), (method, status, text)
        assert f'resource_metadata="{ENGINEERING}/.well-known/oauth-protected-resource"' in text, text
    status, _, body = http("GET", ENGINEERING + "/.well-known/oauth-protected-resource")
    assert status == 200 and json.loads(body)["authorization_servers"] == [ENGINEERING], body


@scenario("people log in at the identity provider, and get a token for this gateway")
def login(w):
    for person in ("dev", "platform", "guest"):
        w.log_in(person)
    w.log_in("seller", SALES)
    found = claims(w.token("dev"))
    assert found["iss"] == ENGINEERING and found["aud"] == [ENGINEERING], found


@scenario("each sees the tools that their groups permit")
def lists(w):
    # A gateway may be up before its backends are, and asks them again.
    wait_until("the gateways reach all backends", lambda: w.tools("platform") == ALL and w.tools("seller", SALES), 30, 0.5)
    assert w.tools("dev") == ALL - {"kubernetes_delete_namespace"}, w.tools("dev")
    assert w.tools("platform") == ALL, w.tools("platform")
    assert w.tools("guest") == set(), w.tools("guest")


@scenario("a permitted call is made, a forbidden one gets 403")
def calls(w):
    status, answer = w.call("dev", "kubernetes_get_pods", {"namespace": "default"})
    assert status == 200 and not answer["result"].get("isError"), answer
    assert w.call("dev", "kubernetes_delete_namespace", {"namespace": "staging"})[0] == 403
    assert w.call("guest", "kubernetes_get_pods", {"namespace": "default"})[0] == 403
    status, answer = w.call("platform", "kubernetes_delete_namespace", {"namespace": "staging"})
    assert status == 200 and not answer["result"].get("isError"), answer


@scenario("one team's token opens nothing at the other team's gateway")
def other_team(w):
    for person, server in (("platform", SALES), ("seller", ENGINEERING)):
        status, headers, _ = http("POST", server + "/mcp", b"{}", Authorization="Bearer " + w.token(person))
        assert status == 401, (person, status)
        assert "invalid_token" in headers["WWW-Authenticate"], headers["WWW-Authenticate"]
    assert w.tools("seller", SALES) and w.tools("platform")


@scenario("an edited policy decides within a second, in the same pod")
def live(w):
    pod = w.ready_pod("vmcp-engineering-tools")
    started = time.monotonic()
    w.set_policies('permit(principal in THVGroup::"mcp-developers", action == Action::"call_tool", resource == Tool::"get_pods");')
    wait_until("one tool is left", lambda: w.tools("dev") == {"kubernetes_get_pods"}, 10)
    took = time.monotonic() - started
    print(f"     served after {took:.2f} s", flush=True)
    assert took < 2, f"{took:.2f} s"  # two processes are started on the way
    assert w.ready_pod("vmcp-engineering-tools") == pod


@scenario("a broken policy is a condition, and the ones before decide on")
def broken(w):
    w.set_policies('permit(principal, action = Action::"call_tool", resource);')
    w.kubectl("wait", "--for=condition=AuthConfigured=False", "virtualmcpserver/engineering-tools", "--timeout=20s")
    message = condition(w.kube.get("VirtualMCPServer", NAMESPACE, "engineering-tools"), "AuthConfigured")["message"]
    assert "policies[0], line 1, column 26" in message, message
    assert w.tools("dev") == {"kubernetes_get_pods"}
    w.apply_text(w.team_manifest("engineering.yaml"))
    wait_until("the example's policies", lambda: w.tools("dev") == ALL - {"kubernetes_delete_namespace"}, 10)


@scenario("a gateway pod that is killed costs no login: the token still opens, and the refresh token still refreshes")
def killed(w):
    pod = w.ready_pod("vmcp-engineering-tools")
    w.kubectl("delete", "pod", pod, "--grace-period=0", "--force")
    wait_until("another pod", lambda: w.ready_pod("vmcp-engineering-tools") not in (None, pod), 60, 0.2)
    w.forward("engineering-tools", 9091)
    assert w.tools("dev") == ALL - {"kubernetes_delete_namespace"}
    login = w.logins["dev"]
    body = urllib.parse.urlencode({
        "grant_type": "refresh_token", "refresh_token": login["refresh_token"], "client_id": login["client_id"]})
    endpoint = json.loads(http("GET", ENGINEERING + "/.well-known/oauth-authorization-server")[2])["token_endpoint"]
    status, _, answer = http("POST", endpoint, body.encode(), Content_Type="application/x-www-form-urlencoded")
    assert status == 200, (status, answer)
    w.logins["dev"] = {**login, **json.loads(answer)}
    assert w.tools("dev") == ALL - {"kubernetes_delete_namespace"}


@scenario("a backend's pod that is killed is called again when it is back")
def backend(w):
    pod = w.ready_pod("mcp-kubernetes")
    w.kubectl("delete", "pod", pod, "--grace-period=0", "--force")
    wait_until("another pod", lambda: w.ready_pod("mcp-kubernetes") not in (None, pod), 60, 0.2)
    wait_until("its tools answer", lambda: w.call("dev", "kubernetes_get_pods", {"namespace": "default"})[0] == 200, 30, 0.5)


def key_set(server=ENGINEERING):
    return {key["kid"] for key in json.loads(http("GET", server + "/.well-known/jwks.json")[2])["keys"]}


def signed_by(token):
    part = token.split(".")[0]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))["kid"]


@scenario("keys that are rotated on demand: the next one signs, and what the one before signed stays valid")
def rotation(w):
    before, old = signed_by(w.token("platform")), w.token("platform")
    assert before in key_set()
    w.kubectl("annotate", "virtualmcpserver", "engineering-tools", "toolhive.stacklok.dev/rotate-keys=e2e", "--overwrite")

    def logged_in():
        w.log_in("platform")
        return signed_by(w.token("platform")) != before
    wait_until("another key signs", logged_in, 60, 0.5)
    assert {before, signed_by(w.token("platform"))} <= key_set(), key_set()
    for token in (old, w.token("platform")):
        w.logins["platform"]["access_token"] = token
        assert w.tools("platform") == ALL
    assert signed_by(w.token("seller")) in key_set(SALES), "the other team's keys stay"


@scenario("a person is revoked by an annotation, within seconds and nobody else, and let in again")
def revocation(w):
    def status(person):
        return http("POST", ENGINEERING + "/mcp", b"{}", Authorization="Bearer " + w.token(person),
                    Content_Type="application/json", Accept="application/json, text/event-stream")[0]
    assert status("guest") != 401
    w.kubectl("annotate", "virtualmcpserver", "engineering-tools", "toolhive.stacklok.dev/revoke=user=guest@example.com")
    started = time.monotonic()
    wait_until("the guest is refused", lambda: status("guest") == 401, 15, 0.1)
    print(f"     refused after {time.monotonic() - started:.2f} s", flush=True)
    assert w.tools("platform") == ALL
    w.kubectl("annotate", "virtualmcpserver", "engineering-tools", "toolhive.stacklok.dev/revoke-")
    wait_until("the guest is let in", lambda: status("guest") != 401, 15, 0.1)


@scenario("a server that speaks on standard input and output is reached through the bridge beside it")
def stdio(w):
    w.apply_text(json.dumps({
        "apiVersion": "toolhive.stacklok.dev/v1beta1", "kind": "MCPServer", "metadata": {"name": "lines"},
        "spec": {"groupRef": {"name": "engineering"}, "image": "ghcr.io/vmcp/example-kubernetes-mcp:e2e",
                 "transport": "stdio", "args": ["--stdio"]}}))
    w.kubectl("wait", "--for=condition=Ready", "mcpserver/lines", "--timeout=120s")
    wait_until("its tools are offered", lambda: "lines_get_pods" in w.tools("platform"), 30, 0.5)
    status, answer = w.call("platform", "lines_get_pods", {"namespace": "default"})
    assert status == 200 and not answer["result"].get("isError"), answer
    w.kubectl("delete", "mcpserver", "lines")
    wait_until("its tools are gone", lambda: w.tools("platform") == ALL, 60, 0.5)


@scenario("gateways serve on while there is no operator, and a new one takes up the work")
def without_operator(w):
    w.kube.kubectl("--namespace", SYSTEM, "scale", "deployment/vmcp-operator", "--replicas=0")
    wait_until("no operator", lambda: not w.kube.list("Pod", SYSTEM), 60, 0.2)
    assert w.tools("platform") == ALL
    w.set_policies('permit(principal in THVGroup::"mcp-platform", action, resource == Tool::"get_pods");')
    w.kube.kubectl("--namespace", SYSTEM, "scale", "deployment/vmcp-operator", "--replicas=1")
    wait_until("the edit is served", lambda: w.tools("platform") == {"kubernetes_get_pods"}, 90, 0.5)
    w.apply_text(w.team_manifest("engineering.yaml"))


@scenario("pods run without rights: not as root, read-only, without capabilities, with the default seccomp profile")
def restricted(w):
    checked = 0
    for namespace in (SYSTEM, NAMESPACE):
        for pod in w.kube.list("Pod", namespace):
            assert pod["spec"]["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
            for container in pod["spec"]["containers"]:
                context = container["securityContext"]
                assert context["runAsNonRoot"] and context["readOnlyRootFilesystem"], context
                assert context["capabilities"]["drop"] == ["ALL"] and not context["allowPrivilegeEscalation"], context
                checked += 1
    assert checked >= 6, checked


@scenario("a deleted team leaves nothing of the operator's making")
def deleted(w):
    w.kubectl("delete", "-f", "-", "--wait=false", stdin=w.team_manifest("sales.yaml"))
    for kind in ("Deployment", "Service", "ConfigMap", "Secret", "Role"):
        wait_until(f"no {kind} of sales", lambda: not [
            each for each in w.kube.list(kind, NAMESPACE, labelSelector="toolhive=true")
            if "sales" in each["metadata"]["name"]], 90, 0.5)
    assert w.tools("platform") == ALL
