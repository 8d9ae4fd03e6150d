"""One team's gateway as it is shipped: `vmcp serve` with a document, secrets and backends of its own."""

import json
import os
import secrets
import subprocess

from .processes import LOOPBACK, Process, free_port

POLICIES = [
    'permit(principal in THVGroup::"mcp-developers", action, resource);',
    'forbid(principal in THVGroup::"mcp-developers", action == Action::"call_tool", resource == Tool::"delete_namespace");',
]
PEOPLE = [
    {"login": "dev@example.com", "password": "dev-password", "name": "Dana Developer", "groups": ["mcp-developers"]},
    {"login": "guest@example.com", "password": "guest-password", "name": "Gil Guest", "groups": ["everyone"]},
]
DEVELOPER, GUEST = PEOPLE


class Gateway:
    def __init__(self, bin, folder, name="interop-tools", port=None):
        self.bin, self.name, self.folder = bin, name, os.path.join(folder, name)
        self.port = port or free_port()
        self.origin = f"http://localhost:{self.port}"
        self.url = self.origin + "/mcp"
        self.callback = self.origin + "/oauth/callback"
        self.path, self.secrets = os.path.join(self.folder, "gateway.json"), os.path.join(self.folder, "secrets")
        self.backends, self.process = [], None
        os.makedirs(self.secrets, mode=0o700)

    def secret(self, name, value):
        with open(os.open(os.path.join(self.secrets, name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(value)

    def start_backends(self):
        for model in ("github", "kubernetes"):
            port = free_port()
            backend = Process(
                f"{self.name}-{model}", [os.path.join(self.bin, "vmcp-fakes"), "mcp", model, "--port", str(port)],
                self.folder)
            self.backends.append((model, f"http://{LOOPBACK}:{port}/mcp", backend))

    def document(self, upstream, **server):
        """The document between operator and gateway; `server` changes the authorization server."""
        return {
            "format": "vmcp.gateway/v1", "name": self.name,
            "authentication": {
                "mode": "oidc", "issuer": self.origin, "audience": self.origin, "resource": self.origin,
                "scopes": ["openid"]},
            "authorizationServer": {
                "issuer": self.origin, "allowedAudiences": [self.origin], "signingKeys": ["signing.pem"],
                "sealingKeys": ["sealing"], "consent": "always", "upstreams": [upstream], **server},
            "authorization": {"mode": "cedar", "policies": POLICIES, "primaryUpstream": upstream["name"]},
            "backends": [{"name": name, "url": url} for name, url, _ in self.backends]}

    def start(self, upstream, **server):
        key = subprocess.run(
            ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
            check=True, capture_output=True).stdout
        self.secret("signing.pem", key)
        self.secret("sealing", secrets.token_bytes(32))
        self.start_backends()
        self.write(self.document(upstream, **server))
        said = subprocess.run([os.path.join(self.bin, "vmcp"), "validate", self.path], capture_output=True, text=True)
        assert said.returncode == 0, said.stdout + said.stderr
        self.serve()

    def write(self, document):
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump(document, file)
        os.replace(self.path + ".new", self.path)

    def serve(self):
        self.process = Process(self.name, [
            os.path.join(self.bin, "vmcp"), "serve", "--config", self.path, "--secrets", self.secrets,
            "--port", str(self.port)], self.folder)
        self.process.wait_for(self.origin + "/readyz")

    def restart(self):
        self.process.stop()
        self.serve()

    def stop(self):
        for process in [self.process, *(backend for _, _, backend in self.backends)]:
            if process:
                process.stop()
