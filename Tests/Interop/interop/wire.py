"""One client's requests, byte for byte as a test wants them."""

import base64
import hashlib
import json
import secrets
import time
import urllib.parse

from .person import Browser

INITIALIZE = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "recorded", "version": "1"}}}


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


class Wire:
    """`origin` is the page of a client in a browser: every request carries it, and the answers must be readable there."""

    def __init__(self, gateway, origin=None):
        self.gateway, self.origin, self.browser = gateway, origin, Browser()
        self.verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(self.verifier.encode()).digest()
        self.challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def send(self, method, path, body=None, headers=None):
        headers = {**({"Origin": self.origin} if self.origin else {}), **(headers or {})}
        page = self.browser.request(method, self.gateway.origin + path, body, headers)
        if self.origin and not path.startswith("/mcp"):
            assert page.headers.get("Access-Control-Allow-Origin") in ("*", self.origin), f"{method} {path}: not readable"
        return page

    def json(self, method, path, value, headers=None):
        return self.send(method, path, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})})

    def register(self, body):
        """Waits where a flood of registrations is held back."""
        for _ in range(10):
            page = self.json("POST", "/oauth/register", body)
            if page.status != 429:
                return page
            time.sleep(int(page.headers.get("Retry-After", "1")))
        raise AssertionError("registration stays limited")

    def authorize(self, client, redirect, scope=None, state=None, resource=None, **changes):
        """The URL that the client opens; `resource` may be a list, a change to None leaves a parameter out."""
        parameters = {
            "response_type": "code", "client_id": client, "redirect_uri": redirect, "code_challenge": self.challenge,
            "code_challenge_method": "S256", "scope": scope, "state": state, "resource": resource, **changes}
        given = {name: value for name, value in parameters.items() if value is not None}
        return self.gateway.origin + "/oauth/authorize?" + urllib.parse.urlencode(given, doseq=True)

    def token(self, **form):
        given = {name: value for name, value in form.items() if value is not None}
        return self.send("POST", "/oauth/token", urllib.parse.urlencode(given, doseq=True).encode(), {
            "Content-Type": "application/x-www-form-urlencoded"})

    def mcp(self, body=None, token=None, method="POST", session=None):
        headers = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-11-25"}
        if token:
            headers["Authorization"] = "Bearer " + token
        if session:
            headers["Mcp-Session-Id"] = session
        if body is None:
            return self.send(method, "/mcp", None, headers)
        return self.json(method, "/mcp", body, headers)
