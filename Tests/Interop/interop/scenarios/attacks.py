"""What an attacker sends, each failing closed."""

import base64
import concurrent.futures
import hashlib
import hmac
import http.client
import json
import re
import socket
import time
import urllib.parse

from suite.harness import scenario

from .. import recorded
from ..gateway import Gateway
from ..wire import INITIALIZE, Wire
from .checklist import session_of, tokens_of
from .recorded import ONE, REDIRECT, log_in, registered_client

NASTY = [
    "\r\nSet-Cookie: evil=1", "\nX-Evil: 1", "\x00", "\u202eevil", "\u2028", "\U0001f600" * 50, "%0d%0aX-Evil:%201",
    "<script>alert(1)</script>", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", '","level":"fake', "a" * 9000]
NAMES = ("client_id", "redirect_uri", "response_type", "state", "scope", "resource", "code_challenge", "code_challenge_method",
         "response_mode", "prompt", "nonce", "unknown")


def whole_log(world):
    """Every line of the gateway's log is one JSON object: nothing that was sent made a line of its own."""
    for line in world.gateway.process.text.splitlines():
        try:
            assert isinstance(json.loads(line), dict), line[:200]
        except ValueError:
            raise AssertionError(f"not a log line: {line[:200]!r}")


def stays_here(page, allowed, upto=499):
    """The answer leads nowhere but to `allowed`, and has no field that somebody sent."""
    assert page.status <= upto, f"{page.status} {page.text[:200]}"
    assert "X-Evil" not in page.headers and "evil=1" not in page.headers.get("Set-Cookie", ""), dict(page.headers)
    if page.location:
        assert any(page.location.startswith(each) for each in allowed), page.location
    assert "<script>" not in page.text


@scenario("attack: line breaks, Unicode and rubbish in every parameter of authorize, callback, token and revocation", on=ONE)
def rubbish(world):
    wire, client = registered_client(world)
    good = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(wire.authorize(client, REDIRECT, state="s")).query))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for value in NASTY:
        for name in NAMES:
            query = urllib.parse.urlencode({**good, name: value})
            stays_here(wire.browser.request("GET", f"{world.gateway.origin}/oauth/authorize?{query}"), [
                REDIRECT, world.provider.issuer, world.gateway.origin])
        for name in ("state", "code", "error", "error_description", "iss"):
            query = urllib.parse.urlencode({"state": "AAAA", "code": "x", name: value})
            page = wire.browser.request("GET", f"{world.gateway.callback}?{query}")
            assert page.status in (400, 414, 431, 502) and page.location is None, page.status
            stays_here(page, [], upto=502)
        for name in ("grant_type", "code", "client_id", "redirect_uri", "code_verifier", "refresh_token", "resource", "scope"):
            for grant in ("authorization_code", "refresh_token"):
                body = urllib.parse.urlencode({
                    "grant_type": grant, "client_id": client, "code": "x", "refresh_token": "x", name: value}).encode()
                page = wire.send("POST", "/oauth/token", body, form)
                stays_here(page, [])
                assert page.status in (400, 401, 413), (name, page.status)
        body = urllib.parse.urlencode({"token": value, "client_id": client}).encode()
        stays_here(wire.send("POST", "/oauth/revoke", body, form), [])
    whole_log(world)


def register_from(port, address, body):
    """Registers from an address of its own, and again where a flood is held back."""
    for _ in range(10):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(address, 0))
        try:
            connection.request("POST", "/oauth/register", body.encode(), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        if answer.status != 429:
            return answer.status, answer.headers, text
        time.sleep(1)
    raise AssertionError("registration stays limited")


@scenario("attack: rubbish in every field of a registration, and bodies that are too large, too deep or not JSON", on=ONE)
def registrations(world):
    good = {"redirect_uris": ["http://127.0.0.1/callback"], "client_name": "c"}
    bodies = [json.dumps({**good, name: value}) for value in ("a\r\nX-Evil: 1", "\u202eevil", {"a": [1]})
              for name in ("client_name", "redirect_uris", "scope", "token_endpoint_auth_method")]
    bodies += ["{", "", "null", "[" * 5000 + "]" * 5000, '{"redirect_uris":["http://127.0.0.1/"],"redirect_uris":[]}',
               json.dumps({**good, "padding": "p" * 70000})]
    for number, body in enumerate(bodies):
        status, headers, text = register_from(world.gateway.port, f"127.0.1.{number + 1}", body)
        assert status in (201, 400, 413), (status, body[:80])
        assert "X-Evil" not in headers and "<script>" not in text
        if status == 201:
            assert "X-Evil" not in json.loads(text).get("client_name", "")
    whole_log(world)


@scenario("attack: no error leads to a place that is not registered (open redirect)", on=ONE)
def open_redirects(world):
    wire, client = registered_client(world)
    places = ["https://evil.example/", "//evil.example", "http://127.0.0.1@evil.example/callback",
              "http://127.0.0.1/callback/../x", "http://127.0.0.1.evil.example/callback", "javascript:alert(1)", "http://127.0.0.1/callback#x",
              "http://127.0.0.1\\@evil.example/callback", "http://127.0.0.1/callback%0d%0aLocation:%20https://evil.example",
              "HTTP://EVIL.example/callback", "http://[::1]/callback", "http://localhost/callback"]
    faults = [{}, {"response_type": "token"}, {"code_challenge": None}, {"scope": "nonsense"},
              {"resource": "https://evil.example"}, {"prompt": "none"}]
    for place in places:
        for fault in faults:
            page = wire.browser.request("GET", wire.authorize(client, place, state="s", **fault))
            assert page.location is None and page.status == 400, (place, fault, page.status, page.location)
    for twice in ("redirect_uri", "client_id"):
        url = wire.authorize(client, REDIRECT) + "&" + urllib.parse.urlencode({twice: "https://evil.example/"})
        page = wire.browser.request("GET", url)
        assert page.location is None and page.status >= 400, (twice, page.location)


@scenario("attack: of many who redeem one code at once, one at most gets tokens, and they do not outlive it (AS-06)", on=ONE)
def race(world):
    wire = Wire(world.gateway)
    client = recorded.CLIENTS[2]
    identifier = json.loads(wire.register(client["registration"]).text)["client_id"]
    arrival = world.person().log_in(wire.authorize(identifier, client["redirect"]), client["redirect"])
    code = urllib.parse.parse_qs(urllib.parse.urlsplit(arrival).query)["code"][0]

    def redeem(_):
        other = Wire(world.gateway)
        return other.token(grant_type="authorization_code", code=code, client_id=identifier, redirect_uri=client["redirect"],
                           code_verifier=wire.verifier)
    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(redeem, range(20)))
    good = [json.loads(page.text) for page in answers if page.status == 200]
    assert len(good) <= 1 and all(page.status in (200, 400) for page in answers), [page.status for page in answers]
    for tokens in good:
        assert wire.mcp(INITIALIZE, tokens["access_token"]).status == 401


def unpadded(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@scenario("attack: tokens signed with the public key as a secret, with no algorithm, with strange key names (RS-10)", on=ONE)
def forgeries(world):
    wire, _, tokens = tokens_of(world)
    head, body, _ = tokens["access_token"].split(".")
    keys = json.loads(wire.send("GET", "/.well-known/jwks.json").text)["keys"]
    assert all("d" not in key for key in keys)
    kid = json.loads(base64.urlsafe_b64decode(head + "==="))["kid"]
    secrets = [json.dumps(keys[0]).encode(), keys[0]["x"].encode(), b"", kid.encode(),
               base64.urlsafe_b64decode(keys[0]["x"] + "==")]
    heads = [{"alg": alg, "typ": "at+jwt", "kid": name} for alg in ("HS256", "none", "None", "ES256", "RS256", "")
             for name in (kid, "../../../../dev/null", "' OR 1=1 --", "\x00", "", "a" * 3000)]
    heads += [{"alg": "HS256", "kid": kid, "jwk": keys[0]}, {"alg": "ES256", "kid": kid, "jku": "https://evil.example/keys"},
              {"alg": "ES256", "kid": kid, "x5u": "https://evil.example/c"}, {"alg": "ES256", "kid": kid, "crit": ["exp"]}]
    for header in heads:
        signed = unpadded(json.dumps(header).encode()) + "." + body
        for secret in secrets:
            token = signed + "." + unpadded(hmac.new(secret, signed.encode(), hashlib.sha256).digest())
            page = wire.mcp(INITIALIZE, token)
            assert page.status == 401, (header, page.status)
        assert wire.mcp(INITIALIZE, signed + ".").status == 401
    whole_log(world)


@scenario("attack: one team's code, refresh token, client and access token are worth nothing at another"
          " (GUIDE-021, GUIDE-022, GUIDE-080, GUIDE-102)", on=ONE)
def teams(world):
    other = Gateway(world.target.bin, world.target.folder, **world.provider.team("sales"))
    try:
        other.start(world.provider.upstream(other))
        wire, client, tokens = tokens_of(world)
        theirs = Wire(other)
        refused = theirs.mcp(INITIALIZE, tokens["access_token"])
        assert refused.status == 401 and 'error="invalid_token"' in refused.headers["WWW-Authenticate"]
        page = theirs.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"], client_id=client)
        assert page.status == 401 and json.loads(page.text)["error"] == "invalid_client", page.text
        page = theirs.browser.request("GET", theirs.authorize(client, recorded.CLIENTS[2]["redirect"]))
        assert page.status in (400, 401) and page.location is None

        class Sales:
            gateway, person = other, world.person
        _, mine, _ = log_in(Sales, Wire(other), recorded.CLIENTS[2])
        assert wire.mcp(INITIALIZE, mine["access_token"]).status == 401
        session = session_of(theirs, mine["access_token"])
        page = wire.mcp({"jsonrpc": "2.0", "id": 9, "method": "tools/list"}, tokens["access_token"], session=session)
        assert page.status == 404, "a session of another team is known"
    finally:
        other.stop()


@scenario("attack: 3,000 registrations cost no memory, and the gateway goes on serving", on=ONE)
def flood(world):
    wire, _, tokens = tokens_of(world)

    def resident():
        with open(f"/proc/{world.gateway.process.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))

    def register(number):
        connection, seen = http.client.HTTPConnection(
            "127.0.0.1", world.gateway.port, timeout=30, source_address=(f"127.0.2.{number + 1}", 0)), []
        body = json.dumps({"redirect_uris": ["https://evil.example/" + "a" * 1500], "client_name": "x" * 200})
        for _ in range(300):
            connection.request("POST", "/oauth/register", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            seen.append(answer.status)
        connection.close()
        return seen
    register(0)
    before = resident()
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        statuses = [status for seen in pool.map(register, range(10)) for status in seen]
    assert set(statuses) <= {201, 429} and statuses.count(201) < 300, {each: statuses.count(each) for each in set(statuses)}
    grown = resident() - before
    assert grown < 8192, f"{grown} KiB more"
    assert wire.mcp(INITIALIZE, tokens["access_token"]).status == 200


@scenario("attack: slow and endless requests are ended, and nobody else waits for them", on=ONE)
def slow(world):
    wire, _, tokens = tokens_of(world)
    sockets = [socket.create_connection(("127.0.0.1", world.gateway.port), timeout=60) for _ in range(50)]
    try:
        for each in sockets:
            each.sendall(b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
        assert wire.mcp(INITIALIZE, tokens["access_token"]).status == 200
        large = sockets[0]
        try:
            for _ in range(2000):
                large.sendall(b"X-Field: " + b"a" * 1000 + b"\r\n")
        except OSError:
            pass  # it was ended, as it should be
        answer = b""
        try:
            answer = large.recv(200)
        except OSError:
            pass
        assert not answer or b" 4" in answer[:16], answer
        assert wire.mcp(INITIALIZE, tokens["access_token"]).status == 200
    finally:
        for each in sockets:
            each.close()
