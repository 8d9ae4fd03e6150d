"""vmcp-fakes' identity providers, which behave like Okta and like Entra ID."""

import json
import os

from ..gateway import PEOPLE
from ..processes import Process, free_port
from .teams import spare_teams, take_team

TENANT = "5f1c6c0e-8f6a-4d0b-9a53-2f6f5f7f9c11"


class FakeProvider:
    def __init__(self, flavor, bin, folder):
        self.name, self.flavor, self.bin, self.folder = flavor, flavor, bin, folder
        self.origin = f"http://localhost:{free_port()}"
        self.tenant = "default" if flavor == "okta" else TENANT
        self.process = None
        self.spare = spare_teams()

    team = take_team

    def start(self, gateways):
        clients = [(gateway.name, gateway.callback) for gateway in gateways]
        clients += [(name, f"http://localhost:{port}/oauth/callback") for name, port in self.spare]
        path = os.path.join(self.folder, self.name + "-provider.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({
                "flavor": self.flavor, "origin": self.origin, "tenant": self.tenant, "users": PEOPLE,
                "clients": [{"id": name, "secret": name + "-secret", "redirectURIs": [callback]}
                            for name, callback in clients]}, file)
        self.process = Process(self.name + "-provider", [
            os.path.join(self.bin, "vmcp-fakes"), "idp", "--port", self.origin.rsplit(":", 1)[1], "--config", path],
            self.folder)
        self.process.wait_for(self.issuer + "/.well-known/openid-configuration")

    @property
    def issuer(self):
        return self.origin + (f"/oauth2/{self.tenant}" if self.flavor == "okta" else f"/{self.tenant}/v2.0")

    def upstream(self, gateway):
        gateway.secret("client-secret", (gateway.name + "-secret").encode())
        scopes = ["openid", "profile", "email", "offline_access"]
        if self.flavor == "okta":
            scopes.append("groups")
        return {
            "name": self.name, "issuer": self.issuer, "clientID": gateway.name, "clientSecretKey": "client-secret",
            "redirectURI": gateway.callback, "allowsInsecure": True, "scopes": scopes}

    def sign_in(self, person):
        def fill(browser, page):
            for form in page.forms:
                fields = form["fields"]
                if "password" in form["types"].values():
                    name = next(name for name, kind in form["types"].items() if kind in ("text", "email"))
                    secret = next(name for name, kind in form["types"].items() if kind == "password")
                    return browser.submit(page, form, {**fields, name: person["login"], secret: person["password"]})
            return None
        return fill

    def stop(self):
        if self.process:
            self.process.stop()
