"""oidc-provider-mock of PyPI: opaque access tokens, groups in the ID token, its own pages, no `iss` in the answer."""

import json
import os
import sys

from ..gateway import PEOPLE
from ..processes import Process, free_port


class MockProvider:
    name = "mock"

    def __init__(self, bin, folder):
        self.folder, self.port = folder, free_port()
        self.issuer = f"http://localhost:{self.port}"
        self.process = None

    def start(self, gateways):
        program = os.path.join(os.path.dirname(sys.executable), "oidc-provider-mock")
        people = []
        for person in PEOPLE:
            claims = {"sub": person["login"], "email": person["login"], "name": person["name"], "groups": person["groups"]}
            people += ["--user-claims", json.dumps(claims)]
        self.process = Process("mock-provider", [
            program, "--port", str(self.port), "--host", "127.0.0.1", "--require-nonce", "true", *people], self.folder)
        self.process.wait_for(self.issuer + "/.well-known/openid-configuration")

    def upstream(self, gateway):
        gateway.secret("client-secret", b"anything")
        return {
            "name": self.name, "issuer": self.issuer, "clientID": gateway.name, "clientSecretKey": "client-secret",
            "redirectURI": gateway.callback, "allowsInsecure": True, "scopes": ["openid", "profile", "email"]}

    def sign_in(self, person):
        def fill(browser, page):
            form = next((form for form in page.forms if "sub" in form["fields"]), None)
            return browser.submit(page, form, {"sub": person["login"]}) if form else None
        return fill

    def stop(self):
        if self.process:
            self.process.stop()
