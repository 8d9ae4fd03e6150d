"""glewlwyd of Debian, a whole OpenID provider: set up through its administration API, with SQLite.

Its login page is an application of scripts; a person here does what that application does, by the same API.
"""

import contextlib
import glob
import gzip
import json
import os
import sqlite3
import subprocess
import urllib.parse

from ..gateway import PEOPLE
from ..person import Browser
from ..processes import Process, free_port
from .teams import spare_teams, take_team

CONFIGURATION = """
port={port}
bind_address="127.0.0.1"
external_url="{origin}"
login_url="login.html"
api_prefix="api"
log_mode="console"
log_level="WARNING"
cookie_secure=0
cookie_same_site="lax"
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
hash_algorithm="SHA512"
user_module_path="{root}/usr/lib/glewlwyd/user"
client_module_path="{root}/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="{root}/usr/lib/glewlwyd/scheme"
plugin_module_path="{root}/usr/lib/glewlwyd/plugin"
database = {{ type = "sqlite3", path = "{database}" }}
"""
SCOPES = ["openid", "profile", "email", "offline_access"]


class Glewlwyd:
    name = "glewlwyd"

    def __init__(self, root, folder):
        self.root, self.folder, self.port = root, folder, free_port()
        self.origin = f"http://localhost:{self.port}"
        self.issuer = self.origin + "/api/oidc"
        self.spare, self.process = spare_teams(), None

    team = take_team

    def start(self, gateways):
        database = os.path.join(self.folder, "glewlwyd.db")
        with sqlite3.connect(database) as connection:
            with gzip.open(f"{self.root}/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz", "rt") as script:
                connection.executescript(script.read())
        path = os.path.join(self.folder, "glewlwyd.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(port=self.port, origin=self.origin, root=self.root, database=database))
        libraries = os.path.dirname(glob.glob(self.root + "/usr/lib/*/libulfius.so.2.7")[0])
        self.process = Process(
            "glewlwyd", [self.root + "/usr/bin/glewlwyd", "--config-file=" + path], self.folder,
            {"LD_LIBRARY_PATH": libraries})
        self.process.wait_for(self.origin + "/config")
        self.administer(gateways)
        self.process.wait_for(self.issuer + "/.well-known/openid-configuration")

    def administer(self, gateways):
        browser = Browser()
        self.call(browser, "POST", "/api/auth/", {"username": "admin", "password": "password"})
        users = self.call(browser, "GET", "/api/mod/user/database")
        users["parameters"]["data-format"]["groups"] = {"multiple": True, "read": True, "write": True}
        self.call(browser, "PUT", "/api/mod/user/database", users)
        self.call(browser, "PUT", "/api/mod/user/database/reset")
        for scope in SCOPES[1:]:
            self.call(browser, "POST", "/api/scope/", {"name": scope, "display_name": scope, "password_required": True})
        for person in PEOPLE:
            self.add(browser, person)
        clients = [(gateway.name, gateway.callback) for gateway in gateways]
        clients += [(name, f"http://localhost:{port}/oauth/callback") for name, port in self.spare]
        for name, callback in clients:
            self.call(browser, "POST", "/api/client/", {
                "client_id": name, "name": name, "enabled": True, "confidential": True,
                "password": name + "-secret", "redirect_uri": [callback], "scope": SCOPES,
                "authorization_type": ["code", "refresh_token"], "token_endpoint_auth_method": [
                    "client_secret_basic", "client_secret_post"]})
        self.call(browser, "POST", "/api/mod/plugin/", {
            "module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "enabled": True,
            "parameters": self.plugin()})

    def add(self, browser, person):
        self.call(browser, "POST", "/api/user/", {
            "username": person["login"], "name": person["name"], "email": person["login"], "enabled": True,
            "password": person["password"], "scope": [*SCOPES, "g_profile"], "groups": person["groups"]})

    @contextlib.contextmanager
    def without(self, person):
        """What an administrator does when somebody leaves, and comes back. Who is only disabled can go on refreshing."""
        browser = Browser()
        self.call(browser, "POST", "/api/auth/", {"username": "admin", "password": "password"})
        self.call(browser, "DELETE", "/api/user/" + urllib.parse.quote(person["login"]))
        try:
            yield
        finally:
            self.add(browser, person)

    def plugin(self):
        key = os.path.join(self.folder, "glewlwyd.pem")
        for command in (["genrsa", "-out", key, "2048"], ["rsa", "-in", key, "-pubout", "-out", key + ".pub"]):
            subprocess.run(["openssl", *command], check=True, capture_output=True)
        with open(key) as private, open(key + ".pub") as public:
            keys = {"key": private.read(), "cert": public.read()}
        return {
            "iss": self.issuer, "jwt-type": "rsa", "jwt-key-size": "256", **keys,
            "access-token-duration": 3600, "refresh-token-duration": 86400, "code-duration": 600,
            "refresh-token-rolling": True, "refresh-token-one-use": "always", "allow-non-oidc": False,
            "auth-type-code-enabled": True, "auth-type-code-revoke-replayed": True, "auth-type-refresh-enabled": True,
            "auth-type-token-enabled": False, "auth-type-id-token-enabled": True, "auth-type-none-enabled": False,
            "auth-type-password-enabled": False, "auth-type-client-enabled": False, "auth-type-device-enabled": False,
            "subject-type": "public", "allowed-scope": SCOPES, "jwks-show": True, "oauth-as-iss-id": True,
            "pkce-allowed": True, "pkce-method-plain-allowed": False, "pkce-required": True,
            "name-claim": "mandatory", "email-claim": "mandatory", "scope-claim": "no",
            "claims": [{"name": "groups", "user-property": "groups", "type": "string", "mandatory": True,
                        "on-demand": False, "scope": []}]}

    def call(self, browser, method, path, body=None):
        page = browser.request(
            method, self.origin + path, json.dumps(body).encode() if body is not None else None,
            {"Content-Type": "application/json"})
        assert page.status == 200, f"glewlwyd: {method} {path} says {page.status}: {page.text[:600]}"
        return json.loads(page.text) if page.text else None

    def upstream(self, gateway):
        gateway.secret("client-secret", (gateway.name + "-secret").encode())
        return {
            "name": self.name, "issuer": self.issuer, "clientID": gateway.name, "clientSecretKey": "client-secret",
            "redirectURI": gateway.callback, "allowsInsecure": True, "scopes": SCOPES}

    def sign_in(self, person):
        def fill(browser, page):
            login = urllib.parse.urlsplit(page.url)
            if login.path != "/login.html":
                return None
            asked = {name: values[0] for name, values in urllib.parse.parse_qs(login.query).items()}
            self.call(browser, "POST", "/api/auth/", {"username": person["login"], "password": person["password"]})
            self.call(browser, "PUT", "/api/auth/grant/" + asked["client_id"], {"scope": asked["scope"]})
            # What its page adds when the person has agreed.
            return browser.request("GET", asked["callback_url"] + "&g_continue")
        return fill

    def stop(self):
        if self.process:
            self.process.stop()
