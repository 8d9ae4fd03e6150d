"""What a document can ask for beyond one OpenID provider: chains, plain OAuth 2.0, documents of clients, shared storage."""

import asyncio
import contextlib
import json
import os
import shutil
import time
import urllib.parse

from suite.harness import Skip, scenario

from .. import recorded
from ..clients import SDKClient
from ..gateway import DEVELOPER, Gateway
from ..listener import Listener
from ..person import Person
from ..processes import Process, free_port, listens, wait_until
from ..providers.mock import MockProvider
from ..wire import INITIALIZE, Wire
from .checklist import names, session_of
from .recorded import ONE, log_in
from .replicas import Place


class Team:
    """A world with a gateway of its own. `sign_ins`: what the person does at each provider that asks."""

    def __init__(self, world, gateway, sign_ins):
        self.world, self.gateway, self.provider, self.sign_ins = world, gateway, world.provider, sign_ins

    def person(self, who=DEVELOPER):
        steps = [sign_in(who) for sign_in in self.sign_ins]
        return Person(lambda browser, page: next((found for step in steps if (found := step(browser, page))), None))


@contextlib.contextmanager
def team(world, change, sign_ins):
    """`change` turns the document into the one that is tried."""
    gateway = Gateway(world.target.bin, world.target.folder, **world.provider.team("sales"))
    make = gateway.document

    def document(upstream, **server):
        made = make(upstream, **server)
        change(gateway, made)
        return made
    gateway.document = document
    try:
        gateway.start(world.provider.upstream(gateway))
        yield Team(world, gateway, sign_ins)
    finally:
        gateway.stop()


@scenario("features: a chain of two providers: one consent, two logins, one code; the first provider's groups decide", on=ONE)
def chain(world):
    second = MockProvider(world.target.bin, world.target.folder)
    second.start([])
    try:
        def change(gateway, document):
            document["authorizationServer"]["upstreams"].append(second.upstream(gateway))
            # Both secrets are the application's at the first; the second takes any.
            document["authorizationServer"]["upstreams"][1]["clientSecretKey"] = "second-secret"
            gateway.secret("second-secret", b"anything")
            gateway.secret("client-secret", (gateway.name + "-secret").encode())
        with team(world, change, [world.provider.sign_in, second.sign_in]) as place:
            wire = Wire(place.gateway)
            registered, tokens, _ = log_in(place, wire, recorded.CLIENTS[2])
            listed = names(wire, tokens["access_token"], session_of(wire, tokens["access_token"]))
            assert "kubernetes_get_pods" in listed, listed
            page = wire.token(
                grant_type="refresh_token", refresh_token=tokens["refresh_token"], client_id=registered["client_id"])
            assert page.status == 200, page.text

            async def real_client():
                client = SDKClient(place.gateway.url, place.person())
                async with client.session() as session:
                    assert sorted(listed) == await client.tools(session)
                seen = " ".join(client.person.browser.visited)
                assert world.provider.origin in seen and second.issuer in seen, seen
            asyncio.run(real_client())
    finally:
        second.stop()


@scenario("features: whoever is deleted at glewlwyd is logged out at the next refresh, access tokens included (GUIDE-083, AS-13)",
          on=("glewlwyd",))
def removed(world):
    wire = Wire(world.gateway)
    registered, tokens, _ = log_in(world, wire, recorded.CLIENTS[2])

    def refresh(token):
        return wire.token(grant_type="refresh_token", refresh_token=token, client_id=registered["client_id"])
    answer = refresh(tokens["refresh_token"])
    assert answer.status == 200, answer.text
    fresh = json.loads(answer.text)
    with world.provider.without(DEVELOPER):
        # glewlwyd answers 400 with an empty body.
        refused = refresh(fresh["refresh_token"])
        assert refused.status == 400 and json.loads(refused.text)["error"] == "invalid_grant", refused.text
        assert wire.mcp(INITIALIZE, fresh["access_token"]).status == 401


@scenario("features: a client that is known by its document logs in from any port and refreshes, without registering"
          " (AS-10, LR-1, I-04)", on=ONE)
def documents(world):
    def change(gateway, document):
        document["authorizationServer"]["clientMetadataDocuments"] = {}
    with team(world, change, [world.provider.sign_in]) as place, Listener() as host:
        identifier = host.origin + "/oauth/client.json"
        host.type, host.page = "application/json", json.dumps({
            "client_id": identifier, "client_name": "Documented", "redirect_uris": ["http://127.0.0.1/callback"],
            "grant_types": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
            "token_endpoint_auth_method": "none"})
        wire = Wire(place.gateway)
        metadata = json.loads(wire.send("GET", "/.well-known/oauth-authorization-server").text)
        assert metadata["client_id_metadata_document_supported"] is True
        for port in (40001, 40002):
            redirect = f"http://127.0.0.1:{port}/callback"
            url = wire.authorize(identifier, redirect, state="s")
            shown = wire.browser.request("GET", url)
            assert shown.status == 200 and host.origin.split("//")[1].split(":")[0] in shown.text, shown.text[:500]
            arrival = place.person().log_in(url, redirect)
            code = urllib.parse.parse_qs(urllib.parse.urlsplit(arrival).query)["code"][0]
            page = wire.token(grant_type="authorization_code", code=code, client_id=identifier, redirect_uri=redirect,
                              code_verifier=wire.verifier)
            assert page.status == 200, page.text
            tokens = json.loads(page.text)
            assert wire.mcp(INITIALIZE, tokens["access_token"]).status == 200
            page = wire.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"], client_id=identifier)
            assert page.status == 200, page.text
        assert host.asked == ["/oauth/client.json"], f"fetched {len(host.asked)} times"
        for other in ("https://127.0.0.1:1/client.json", "http://169.254.169.254/latest/meta-data", "https://10.0.0.1/c.json",
                      host.origin + "/other.json", place.gateway.origin + "/oauth/client.json"):
            page = wire.browser.request("GET", wire.authorize(other, "http://127.0.0.1:40001/callback"))
            assert page.location is None and page.status in (400, 401, 503), (other, page.status)


@scenario("features: a page of MCP Inspector may speak to the endpoint, and reads the challenge (I-14, AS-21)", on=ONE)
def pages(world):
    origin = "http://localhost:6274"
    wire = Wire(world.gateway, origin)
    page = wire.send("OPTIONS", "/mcp", None, {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,mcp-protocol-version,mcp-session-id"})
    assert page.status == 204, page.status
    allowed = page.headers["Access-Control-Allow-Headers"].lower()
    assert all(name in allowed for name in ("authorization", "content-type", "mcp-protocol-version", "mcp-session-id")), allowed
    refused = wire.mcp(INITIALIZE)
    assert refused.status == 401 and refused.headers["Access-Control-Allow-Origin"] in ("*", origin)
    shown = refused.headers["Access-Control-Expose-Headers"].lower()
    assert "www-authenticate" in shown and "mcp-session-id" in shown, shown
    _, tokens, _ = log_in(world, wire, recorded.CLIENTS[7])
    opened = wire.mcp(INITIALIZE, tokens["access_token"])
    assert opened.status == 200 and opened.headers["Access-Control-Allow-Origin"] in ("*", origin), opened.text


@contextlib.contextmanager
def redis(folder):
    # The same program under another name: Debian's redis-server would make it a service of the machine.
    program = shutil.which("redis-server") or shutil.which("redis-check-rdb")
    if not program:
        raise Skip("neither redis-server nor redis-tools is installed")
    port, data = free_port(), os.path.join(folder, f"redis-{free_port()}")
    os.makedirs(data)
    process = Process("redis", ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", data], data,
                      program=program)
    try:
        wait_until("Redis", lambda: listens(port))
        yield f"127.0.0.1:{port}"
    finally:
        process.stop()


@scenario("features: with Redis three replicas are one: a code is good once at all of them, reuse and revocation count everywhere"
          " within a second, and a rolling restart loses none of it", on=ONE)
def shared_storage(world):
    with redis(world.target.folder) as address:
        storage = {"kind": "redis", "redis": {"addresses": [address]}}
        with Place(world, storage=storage) as place:
            wire, client = Wire(place.gateway), recorded.CLIENTS[2]
            identifier = json.loads(wire.register(client["registration"]).text)["client_id"]

            def code():
                arrival = place.person().log_in(wire.authorize(identifier, client["redirect"]), client["redirect"])
                return urllib.parse.parse_qs(urllib.parse.urlsplit(arrival).query)["code"][0]

            def redeem(code):
                return wire.token(grant_type="authorization_code", code=code, client_id=identifier,
                                  redirect_uri=client["redirect"], code_verifier=wire.verifier)

            def refresh(tokens):
                return wire.token(
                    grant_type="refresh_token", refresh_token=tokens["refresh_token"], client_id=identifier)

            def is_dead_everywhere(tokens):
                time.sleep(1)
                return all(wire.mcp(INITIALIZE, tokens["access_token"]).status == 401 for _ in range(6))
            once = code()
            tokens = json.loads(redeem(once).text)
            assert all(redeem(once).status == 400 for _ in range(3)), "a code was good twice"
            assert is_dead_everywhere(tokens), "what a replayed code gave is still good"

            tokens = json.loads(redeem(code()).text)
            form = urllib.parse.urlencode({"token": tokens["refresh_token"], "client_id": identifier}).encode()
            assert wire.send("POST", "/oauth/revoke", form, {
                "Content-Type": "application/x-www-form-urlencoded"}).status == 200
            assert is_dead_everywhere(tokens) and refresh(tokens).status == 400

            tokens = json.loads(redeem(code()).text)
            kept = {"tokens": tokens}

            def meanwhile():
                page = refresh(kept["tokens"])
                assert page.status == 200, page.text
                kept["tokens"] = json.loads(page.text)
            place.gateway.roll(meanwhile)
            assert all(redeem(once).status == 400 for _ in range(3)), "a used code is fresh again after a rolling restart"
            assert refresh(tokens).status == 400, "a used refresh token is good again"
            assert is_dead_everywhere(kept["tokens"])
