"""Recorded requests of published clients, on the wire."""

import json
import re
import urllib.parse

from suite.harness import scenario

from .. import recorded
from ..person import query
from ..wire import INITIALIZE, Wire, claims

ONE = ("okta",)


def discover(wire):
    """From a 401 to the endpoints, as SDKs do: the path-suffixed documents first (I-01)."""
    refused = wire.mcp(INITIALIZE)
    assert refused.status == 401, refused.status
    challenge = refused.headers["WWW-Authenticate"]
    assert challenge.startswith("Bearer ") and 'scope="openid"' in challenge and "error=" not in challenge, challenge
    named = re.search('resource_metadata="([^"]+)"', challenge).group(1)
    assert named.startswith(wire.gateway.origin + "/.well-known/oauth-protected-resource"), named
    documents = [wire.send("GET", path) for path in (
        "/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource")]
    assert all(page.status == 200 for page in documents)
    resource, other = (json.loads(page.text) for page in documents)
    assert resource == other and resource["resource"] == wire.gateway.origin, resource
    assert resource["authorization_servers"] == [wire.gateway.origin]
    assert "offline_access" not in resource.get("scopes_supported", []), "I-18"
    for path in ("/.well-known/oauth-authorization-server", "/.well-known/oauth-authorization-server/mcp",
                 "/.well-known/openid-configuration", "/.well-known/openid-configuration/mcp"):
        page = wire.send("GET", path)
        server = json.loads(page.text)
        assert page.status == 200 and server["issuer"] == wire.gateway.origin, path
        assert server["code_challenge_methods_supported"] == ["S256"], path
        assert server["authorization_response_iss_parameter_supported"] is True, path
        for name, value in server.items():
            if name.endswith(("_endpoint", "_uri")):
                assert value.startswith(wire.gateway.origin + "/"), f"{name} leads to {value}"


def log_in(world, wire, client):
    """Registration, browser and code. Returns the registered client and the tokens."""
    registered = wire.register(client["registration"])
    assert registered.status == 201, registered.text
    answer = json.loads(registered.text)
    assert answer["redirect_uris"] == client["registration"]["redirect_uris"]
    assert answer["token_endpoint_auth_method"] == "none" and "client_secret" not in answer
    resource = client["resource"] and client["resource"](world.gateway.origin)
    url = wire.authorize(answer["client_id"], client["redirect"], client["scope"], client["state"], resource)
    arrival = world.person().log_in(url, client["redirect"])
    given = query(arrival)
    assert given.get("state") == client["state"], given
    assert given["iss"] == world.gateway.origin, given
    form = {"client_id": answer["client_id"], "redirect_uri": client["redirect"], "resource": resource}
    page = wire.token(grant_type="authorization_code", code=given["code"], code_verifier=wire.verifier, **form)
    assert page.status == 200, page.text
    assert page.headers["Cache-Control"] == "no-store" and page.headers["Content-Type"].startswith("application/json")
    return answer, json.loads(page.text), resource


def whole(world, client):
    wire = Wire(world.gateway, client.get("origin"))
    discover(wire)
    registered, tokens, resource = log_in(world, wire, client)
    assert tokens["token_type"] == "Bearer" and tokens["expires_in"] > 0
    assert claims(tokens["access_token"])["aud"] == [world.gateway.origin], "GUIDE-100: the canonical audience"
    opened = wire.mcp(INITIALIZE, tokens["access_token"])
    assert opened.status == 200 and opened.headers["Mcp-Session-Id"], opened.text

    if client["scope"] is None or "offline_access" in client["scope"]:
        assert tokens.get("refresh_token"), "I-10: no refresh token"
        page = wire.token(
            grant_type="refresh_token", refresh_token=tokens["refresh_token"], client_id=registered["client_id"],
            resource=resource)
        assert page.status == 200, page.text
        fresh = json.loads(page.text)
        assert fresh["refresh_token"] != tokens["refresh_token"]
        assert wire.mcp(INITIALIZE, fresh["access_token"]).status == 200


for each in recorded.CLIENTS:
    @scenario(f"recorded: {each['name']} discovers, registers, logs in and calls (GUIDE-060, RS-02, RS-03, RS-04, RS-06, RS-07,"
              f" RS-08, AS-01, AS-02, AS-04, AS-11, AS-12, I-01, {each['ids']})", on=ONE)
    def client_of(world, client=each):
        whole(world, client)


def registered_client(world):
    wire = Wire(world.gateway)
    page = wire.register({"client_name": "wire", "redirect_uris": ["http://127.0.0.1/callback"]})
    assert page.status == 201, page.text
    return wire, json.loads(page.text)["client_id"]


REDIRECT = "http://127.0.0.1:40123/callback"


def refusal(wire, url):
    """The error of an authorization request that is told to the client."""
    page = wire.browser.request("GET", url)
    assert page.location and page.location.startswith(REDIRECT), f"{page.status} {page.text[:300]}"
    return query(page.location)


@scenario("recorded: resources that are refused at once: another team's, several, a fragment, a path (GUIDE-101, AS-11)",
          on=ONE)
def resources(world):
    wire, client = registered_client(world)
    origin = world.gateway.origin
    for resource in ("https://sales-tools.example.com", [origin, "https://sales-tools.example.com"], origin + "/#x",
                     origin + "/other", "not a uri"):
        given = refusal(wire, wire.authorize(client, REDIRECT, state="abc", resource=resource))
        assert given["error"] == "invalid_target" and given["state"] == "abc" and given["iss"] == origin, (resource, given)


@scenario("recorded: a root resource in capitals or with a slash is the same resource (I-03, GUIDE-098)", on=ONE)
def equivalence(world):
    wire, client = registered_client(world)
    for resource in (world.gateway.origin.upper().replace("HTTP", "http"), world.gateway.origin + "/"):
        page = wire.browser.request("GET", wire.authorize(client, REDIRECT, resource=resource))
        assert page.status in (200, 302, 303) and "error=" not in (page.location or ""), (resource, page.location)


@scenario("recorded: PKCE is required, and plain is refused, before anybody logs in (AS-05)", on=ONE)
def pkce(world):
    wire, client = registered_client(world)
    for change in ({"code_challenge": None}, {"code_challenge_method": "plain"}, {"code_challenge_method": None},
                   {"code_challenge": "short"}):
        given = refusal(wire, wire.authorize(client, REDIRECT, state="abc", **change))
        assert given["error"] == "invalid_request" and given["state"] == "abc", (change, given)


@scenario("recorded: a client that is not known is told so, and is never redirected (I-11, AS-07)", on=ONE)
def unknown(world):
    wire, client = registered_client(world)
    for identifier in ("unknown", client[:-2] + "AA", "https://vscode.dev/nothing.json"):
        page = wire.browser.request("GET", wire.authorize(identifier, REDIRECT))
        assert page.location is None and page.status in (400, 401), (identifier, page.status)
    page = wire.token(grant_type="refresh_token", refresh_token="x", client_id="unknown")
    assert page.status == 401 and json.loads(page.text)["error"] == "invalid_client", page.text
    for redirect in ("http://127.0.0.1:40123/other", "http://evil.example/callback", REDIRECT + "?x=1"):
        page = wire.browser.request("GET", wire.authorize(client, redirect))
        assert page.status == 400 and page.location is None, (redirect, page.status)


@scenario("recorded: dangerous redirect URIs are not registered (I-06, AS-08)", on=ONE)
def schemes(world):
    wire = Wire(world.gateway)
    for uri in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "http://example.com/cb"):
        page = wire.register({"redirect_uris": [uri]})
        assert page.status == 400 and json.loads(page.text)["error"] == "invalid_redirect_uri", (uri, page.text)


@scenario("recorded: two processes that refresh at once both stay logged in; later reuse ends the login (I-21, AS-13)",
          on=ONE)
def concurrent(world):
    wire = Wire(world.gateway)
    client = dict(recorded.CLIENTS[2])
    registered, tokens, resource = log_in(world, wire, client)

    def refresh(token):
        return wire.token(grant_type="refresh_token", refresh_token=token, client_id=registered["client_id"])
    first, second = refresh(tokens["refresh_token"]), refresh(tokens["refresh_token"])
    assert first.status == 200 and second.status == 200, (first.text, second.text)
    newest = json.loads(first.text)["refresh_token"]
    newer = json.loads(refresh(newest).text)
    reused = refresh(tokens["refresh_token"])
    assert reused.status == 400 and json.loads(reused.text)["error"] == "invalid_grant", reused.text
    assert wire.mcp(INITIALIZE, newer["access_token"]).status == 401, "the family outlived the reuse"
    assert refresh(newer["refresh_token"]).status == 400


@scenario("recorded: every unauthenticated request to the endpoint is 401, whatever it is (RS-01, I-15, GUIDE-066)", on=ONE)
def unauthenticated(world):
    wire = Wire(world.gateway)
    for method, body in (("GET", None), ("DELETE", None), ("POST", INITIALIZE), ("POST", {"nonsense": 1}), ("PUT", None)):
        page = wire.mcp(body, method=method)
        assert page.status == 401 and "resource_metadata=" in page.headers["WWW-Authenticate"], (method, page.status)
    page = wire.send("GET", "/mcp?access_token=x")
    assert page.status == 401, "RS-09"


@scenario("recorded: an unknown well-known document is JSON 404 without a challenge (I-16)", on=ONE)
def well_known(world):
    wire = Wire(world.gateway)
    page = wire.send("GET", "/.well-known/nothing")
    assert page.status == 404 and json.loads(page.text)["error"] == "not_found", page.text
    assert "WWW-Authenticate" not in page.headers


@scenario("recorded: a tool that Cedar denies is 403 without a scope challenge (I-22, GUIDE-112)", on=ONE)
def denied(world):
    wire = Wire(world.gateway)
    _, tokens, _ = log_in(world, wire, recorded.CLIENTS[2])
    session = wire.mcp(INITIALIZE, tokens["access_token"]).headers["Mcp-Session-Id"]
    page = wire.mcp({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
        "name": "kubernetes_delete_namespace", "arguments": {"name": "staging"}}}, tokens["access_token"], session=session)
    assert page.status == 403 and "WWW-Authenticate" not in page.headers, page.text


@scenario("recorded: a browser's preflights to discovery, registration, token and revocation (I-14, AS-21)", on=ONE)
def preflights(world):
    wire = Wire(world.gateway, "http://localhost:6274")
    for path, method in (
            ("/.well-known/oauth-protected-resource/mcp", "GET"), ("/.well-known/oauth-authorization-server", "GET"),
            ("/.well-known/jwks.json", "GET"), ("/oauth/register", "POST"), ("/oauth/token", "POST"),
            ("/oauth/revoke", "POST")):
        page = wire.send("OPTIONS", path, None, {
            "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type,mcp-protocol-version"})
        assert page.status == 204 and method in page.headers["Access-Control-Allow-Methods"], (path, page.status)
        allowed = page.headers["Access-Control-Allow-Headers"].lower()
        assert "content-type" in allowed and "mcp-protocol-version" in allowed, (path, allowed)
    page = Wire(world.gateway).send("OPTIONS", "/oauth/authorize", None, {
        "Origin": "http://localhost:6274", "Access-Control-Request-Method": "GET"})
    assert page.headers.get("Access-Control-Allow-Origin") is None, "pages for people are not for scripts"


@scenario("recorded: state with every kind of character comes back as it was (I-07)", on=ONE)
def states(world):
    wire, client = registered_client(world)
    for state in ("", "a", "a b+c&d=e/?#%", "ünïcödé", "x" * 2000):
        url = wire.authorize(client, REDIRECT, state=state, scope="nonsense")
        given = urllib.parse.parse_qs(urllib.parse.urlsplit(wire.browser.request("GET", url).location).query)
        assert given.get("state", [""]) == [state], (state, given)
