"""What people write, as small as it can be. Nothing of it runs: its images do not exist and no node is wanted."""

VERSION = "toolhive.stacklok.dev/v1beta1"
NOWHERE = {"spec": {"nodeSelector": {"vmcp.test/nowhere": "true"}}}
PERMIT = 'permit(principal in THVGroup::"mcp-developers", action, resource);'


def resource(kind, name, spec=None, **metadata):
    object = {"apiVersion": VERSION, "kind": kind, "metadata": {"name": name, **metadata}}
    if spec is not None:
        object["spec"] = spec
    return object


def group(name="engineering", **metadata):
    return resource("MCPGroup", name, {"description": "for tests"}, **metadata)


def server(name, group="engineering", **spec):
    return resource("MCPServer", name, {
        "image": "example.com/" + name + ":1", "transport": "streamable-http", "groupRef": {"name": group},
        "podTemplateSpec": NOWHERE, **spec})


def oidc(team="engineering"):
    return resource("MCPOIDCConfig", team + "-oidc", {
        "type": "inline", "inline": {"issuer": f"https://{team}.example.com"}})


def secret(team="engineering", value="hunter2"):
    return {
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": team + "-okta"},
        "stringData": {"client-secret": value}}


def inline(*policies):
    return {"type": "inline", "inline": {"policies": list(policies)}}


def virtual_server(team="engineering", policies=(PERMIT,), group=None, authz=None, **spec):
    issuer = f"https://{team}.example.com"
    return resource("VirtualMCPServer", team, {
        "groupRef": {"name": group or team},
        "incomingAuth": {
            "type": "oidc",
            "oidcConfigRef": {"name": team + "-oidc", "audience": issuer, "resourceUrl": issuer},
            "authzConfig": authz or inline(*policies)},
        "authServerConfig": {
            "issuer": issuer,
            "upstreamProviders": [{
                "name": "okta", "type": "oidc",
                "oidcConfig": {
                    "issuerUrl": "https://acme.okta.com/oauth2/aus1", "clientId": "0oa1",
                    "clientSecretRef": {"name": team + "-okta", "key": "client-secret"},
                    "redirectUri": issuer + "/oauth/callback",
                    "scopes": ["openid", "profile", "groups", "offline_access"]}}]},
        "podTemplateSpec": NOWHERE, **spec})


def team(name="engineering", servers=("github", "kubernetes"), **virtual):
    """Everything of a team, in the order in which things are referred to."""
    return [
        group(name), *(server(each, group=name) for each in servers), oidc(name), secret(name),
        virtual_server(name, **virtual)]
