"""Requirements of the checklists that show best on the wire, each for itself."""

import json
import urllib.parse

from suite.harness import scenario

from .. import recorded
from ..gateway import DEVELOPER, GUEST
from ..wire import INITIALIZE, Wire, claims
from .recorded import ONE, REDIRECT, log_in, refusal, registered_client

LIST = {"jsonrpc": "2.0", "id": 3, "method": "tools/list"}
SMALLEST = {**recorded.CLIENTS[7], "origin": None}  # asks for openid alone


def tokens_of(world, client=None):
    wire = Wire(world.gateway)
    registered, tokens, _ = log_in(world, wire, client or recorded.CLIENTS[2])
    return wire, registered["client_id"], tokens


def session_of(wire, token):
    page = wire.mcp(INITIALIZE, token)
    assert page.status == 200, page.text
    return page.headers["Mcp-Session-Id"]


def names(wire, token, session):
    return [tool["name"] for tool in json.loads(wire.mcp(LIST, token, session=session).text)["result"]["tools"]]


@scenario("wire: a session without its token is 401, with another's token 404, and its owner keeps it"
          " (RS-01, RS-13, RS-17, SH-1, SH-3)", on=ONE)
def sessions(world):
    wire, _, tokens = tokens_of(world)
    session = session_of(wire, tokens["access_token"])
    assert wire.mcp(LIST, session=session).status == 401
    assert wire.mcp(LIST, "nonsense", session=session).status == 401
    assert wire.mcp(method="DELETE", session=session).status == 401
    other, _, others = as_guest(world)
    page = other.mcp(LIST, others["access_token"], session=session)
    assert page.status == 404, f"{page.status} {page.text}"
    assert names(wire, tokens["access_token"], session)


def as_guest(world):
    class Guest:
        gateway = world.gateway

        @staticmethod
        def person():
            return world.person(GUEST)
    return tokens_of(Guest)


@scenario("wire: lists differ by person and are the same in each of a person's sessions (RS-18)", on=ONE)
def lists(world):
    wire, _, tokens = tokens_of(world)
    first, second = (names(wire, tokens["access_token"], session_of(wire, tokens["access_token"])) for _ in range(2))
    assert first == second and first, first
    other, _, others = as_guest(world)
    assert names(other, others["access_token"], session_of(other, others["access_token"])) == []


@scenario("wire: a token in the query or in a form is none (RS-09)", on=ONE)
def query_tokens(world):
    wire, _, tokens = tokens_of(world)
    token = tokens["access_token"]
    page = wire.json("POST", "/mcp?access_token=" + token, INITIALIZE)
    assert page.status == 401, page.status
    form = urllib.parse.urlencode({"access_token": token}).encode()
    assert wire.send("POST", "/mcp", form, {"Content-Type": "application/x-www-form-urlencoded"}).status == 401
    page = wire.send("GET", "/.well-known/oauth-protected-resource")
    assert json.loads(page.text)["bearer_methods_supported"] == ["header"]


@scenario("wire: no operation needs a scope: the smallest token calls what Cedar permits, and a denial is no challenge"
          " (RS-12, RS-19, SC-1, I-22)", on=ONE)
def scopes(world):
    wire, _, tokens = tokens_of(world, SMALLEST)
    token = tokens["access_token"]
    assert claims(token)["scp"] == ["openid"] and "refresh_token" not in tokens, claims(token)
    session = session_of(wire, token)

    def call(name, arguments):
        return wire.mcp({"jsonrpc": "2.0", "id": 4, "method": "tools/call", "params": {
            "name": name, "arguments": arguments}}, token, session=session)
    assert call("kubernetes_get_pods", {"namespace": "staging"}).status == 200
    denied = call("kubernetes_delete_namespace", {"name": "staging"})
    assert denied.status == 403 and "WWW-Authenticate" not in denied.headers
    # And however many scopes a token has, Cedar decides.
    other, _, others = as_guest(world)
    assert names(other, others["access_token"], session_of(other, others["access_token"])) == []


@scenario("wire: every cause for which a token is bad is 401 invalid_token and says itself (RS-10, RS-11, TP-1, GUIDE-110)",
          on=ONE)
def bad_tokens(world):
    wire, client, tokens = tokens_of(world)
    head, body, signature = tokens["access_token"].split(".")
    provider = world.provider
    bad = {"altered": f"{head}.{body}.{'A' * len(signature)}", "unsigned": f"eyJhbGciOiJub25lIn0.{body}.",
           "no token": "abc", "refresh token": tokens["refresh_token"], "long": "a" * 20000}
    for what, token in bad.items():
        page = wire.mcp(INITIALIZE, token)
        assert page.status in (401, 431), (what, page.status)
        if page.status == 401:
            assert 'error="invalid_token"' in page.headers["WWW-Authenticate"], (what, page.headers["WWW-Authenticate"])
            assert token not in page.text and token not in page.headers["WWW-Authenticate"], what
    assert provider.issuer not in wire.mcp(INITIALIZE, "abc").text
    form = urllib.parse.urlencode({"token": tokens["access_token"], "client_id": client}).encode()
    assert wire.send("POST", "/oauth/revoke", form, {"Content-Type": "application/x-www-form-urlencoded"}).status == 200
    page = wire.mcp(INITIALIZE, tokens["access_token"])
    assert page.status == 401 and 'error="invalid_token"' in page.headers["WWW-Authenticate"], "revoked"


@scenario("wire: neither implicit nor password nor client credentials give a token (AS-18)", on=ONE)
def grants(world):
    wire, client = registered_client(world)
    for kind in ("token", "id_token", "code token", "code id_token"):
        given = refusal(wire, wire.authorize(client, REDIRECT, state="s", response_type=kind))
        assert given["error"] == "unsupported_response_type", (kind, given)
    for grant in ("password", "client_credentials", "urn:ietf:params:oauth:grant-type:device_code", "x"):
        page = wire.token(grant_type=grant, client_id=client, username=DEVELOPER["login"], password=DEVELOPER["password"])
        assert page.status in (400, 401) and "access_token" not in page.text, (grant, page.text)


@scenario("wire: a code is good once, for its verifier, redirect URI and client; used twice it ends what it gave"
          " (AS-05, AS-06, AS-14)", on=ONE)
def codes(world):
    wire = Wire(world.gateway)
    client = recorded.CLIENTS[2]
    registered = json.loads(wire.register(client["registration"]).text)["client_id"]
    other = json.loads(wire.register(client["registration"]).text)["client_id"]

    def code():
        url = wire.authorize(registered, client["redirect"], resource=world.gateway.origin)
        arrival = world.person().log_in(url, client["redirect"])
        return urllib.parse.parse_qs(urllib.parse.urlsplit(arrival).query)["code"][0]

    def redeem(code, **changes):
        return wire.token(**{"grant_type": "authorization_code", "code": code, "client_id": registered,
                             "redirect_uri": client["redirect"], "code_verifier": wire.verifier, **changes})
    for changes, error in (({"code_verifier": "x" * 43}, "invalid_grant"), ({"code_verifier": None}, "invalid_"),
                           ({"redirect_uri": "http://localhost:1/callback"}, "invalid_grant"),
                           ({"client_id": other}, "invalid_grant"),
                           ({"resource": "https://sales-tools.example.com"}, "invalid_target")):
        page = redeem(code(), **changes)
        assert page.status == 400 and json.loads(page.text)["error"].startswith(error), (changes, page.text)
    once = code()
    tokens = json.loads(redeem(once).text)
    stolen = wire.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"], client_id=other)
    assert stolen.status == 400, stolen.text
    again = redeem(once)
    assert again.status == 400 and json.loads(again.text)["error"] == "invalid_grant", again.text
    assert wire.mcp(INITIALIZE, tokens["access_token"]).status == 401, "what the code gave is still good"


@scenario("wire: forms are answered with 303, pages send no referrer and are not kept (AS-23, AS-24, CD-2, CD-3)", on=ONE)
def pages(world):
    wire, client = registered_client(world)
    page = wire.browser.request("GET", wire.authorize(client, REDIRECT))
    assert page.status == 200 and page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store" and page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    cookie = page.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie, cookie
    form = page.forms[0]
    assert form["method"] == "POST"
    forged = wire.browser.submit(page, form, {"request": form["fields"]["request"][:-8] + "AAAAAAAA", "decision": "allow"})
    assert forged.location is None and forged.status == 400
    stranger = Wire(world.gateway).browser.submit(page, form, {"decision": "allow"})
    assert stranger.location is None and stranger.status == 400, "a form counts without its browser's cookie"
    answer = wire.browser.submit(page, form, {"decision": "allow"})
    assert answer.status == 303, answer.status


@scenario("wire: a page of another origin may not call the endpoint (DR-1)", on=ONE)
def rebinding(world):
    wire, _, tokens = tokens_of(world)
    page = wire.json("POST", "/mcp", INITIALIZE, {
        "Authorization": "Bearer " + tokens["access_token"], "Origin": "http://evil.example",
        "Accept": "application/json, text/event-stream"})
    assert page.status == 403, page.status


@scenario("wire: nothing secret of a whole login is in the gateway's log (LG-1, TP-2)", on=ONE)
def logs(world):
    wire, client, tokens = tokens_of(world)
    session = session_of(wire, tokens["access_token"])
    names(wire, tokens["access_token"], session)
    text = world.gateway.process.text
    for what, secret in {"access token": tokens["access_token"], "signature": tokens["access_token"].split(".")[2],
                         "refresh token": tokens["refresh_token"], "verifier": wire.verifier, "session": session,
                         "password": DEVELOPER["password"], "client secret": world.gateway.name + "-secret"}.items():
        assert secret not in text, f"the {what} is in the log"
    assert "oauth_token" in text and DEVELOPER["login"] in text, "the log says nothing of the login"
