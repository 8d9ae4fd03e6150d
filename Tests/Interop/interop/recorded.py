"""What published clients send, as their makers' sources, documentation and issue trackers record it.

`redirect` is where the client listens; `state` and `scope` of None mean that the parameter is not sent. `resource` is what it
makes of the gateway's origin. `origin` is the page that a client in a browser runs on.
"""

CODE = {"grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"]}
PUBLIC = {**CODE, "token_endpoint_auth_method": "none"}


def exact(origin):
    return origin


def slash(origin):
    return origin + "/"


def endpoint(origin):
    return origin + "/mcp"


CLIENTS = [
    {"name": "VS Code", "ids": "I-02, I-04, I-05, I-20",
     "registration": {
         **PUBLIC, "client_name": "Visual Studio Code", "client_uri": "https://code.visualstudio.com",
         "redirect_uris": ["https://insiders.vscode.dev/redirect", "https://vscode.dev/redirect", "http://127.0.0.1/",
                           "http://127.0.0.1:33418/"],
         "application_type": "native"},
     "redirect": "http://127.0.0.1:49213/", "scope": "openid", "state": "8Zp3kq", "resource": exact},
    {"name": "VS Code on the web", "ids": "I-05",
     "registration": {
         **PUBLIC, "client_name": "Visual Studio Code",
         "redirect_uris": ["https://insiders.vscode.dev/redirect", "https://vscode.dev/redirect", "http://127.0.0.1/",
                           "http://127.0.0.1:33418/"]},
     "redirect": "https://vscode.dev/redirect", "scope": "openid",
     "state": "vscode://dynamicauthprovider/tools/authorize?nonce=1f0c&windowId=1", "resource": exact},
    {"name": "Claude Code", "ids": "I-03, I-04, I-10, GUIDE-098",
     "registration": {
         **PUBLIC, "client_name": "Claude Code (interop-tools)", "redirect_uris": ["http://localhost:3118/callback"],
         "application_type": "native"},
     "redirect": "http://localhost:61007/callback", "scope": None, "state": "kF2pSk0Jm-Z8n5u4v8uTnQ", "resource": slash},
    {"name": "Claude Code, portless", "ids": "I-04, I-09",
     "registration": {
         **PUBLIC, "client_name": "Claude Code (interop-tools)", "scope": "openid",
         "redirect_uris": ["http://localhost/callback", "http://127.0.0.1/callback"]},
     "redirect": "http://127.0.0.1:61007/callback", "scope": "openid offline_access",
     "state": "kF2pSk0Jm-Z8n5u4v8uTnQ", "resource": slash},
    {"name": "Claude Desktop", "ids": "I-03, I-08",
     "registration": {
         **PUBLIC, "client_name": "Claude", "redirect_uris": [
             "https://claude.ai/api/mcp/auth_callback", "https://claude.com/api/mcp/auth_callback"]},
     "redirect": "https://claude.ai/api/mcp/auth_callback", "scope": " offline_access",
     "state": "N0n4Rnd0mButL0ngEnough0f-A-State_0123456789", "resource": slash},
    {"name": "Cursor", "ids": "I-06, I-07",
     "registration": {
         **PUBLIC, "client_name": "Cursor", "redirect_uris": [
             "cursor://anysphere.cursor-mcp/oauth/callback", "https://www.cursor.com/agents/mcp/oauth/callback",
             "http://localhost:8787/callback"]},
     "redirect": "cursor://anysphere.cursor-mcp/oauth/callback", "scope": "openid", "state": None, "resource": endpoint},
    {"name": "Codex", "ids": "I-03, I-04, I-10",
     "registration": {
         **PUBLIC, "client_name": "Codex", "redirect_uris": ["http://127.0.0.1:37819/callback/9d3b7f"],
         "application_type": "native"},
     "redirect": "http://127.0.0.1:41553/callback/9d3b7f", "scope": None, "state": "pX5y0zQe1d3Y5n8VbYw2Kw", "resource": slash},
    {"name": "Inspector", "ids": "I-07, I-14",
     "registration": {
         **PUBLIC, "client_name": "MCP Inspector", "client_uri": "https://github.com/modelcontextprotocol/inspector",
         "redirect_uris": ["http://localhost:6274/oauth/callback"], "scope": "openid"},
     "redirect": "http://localhost:6274/oauth/callback", "scope": "openid", "state": None, "resource": exact,
     "origin": "http://localhost:6274"},
    {"name": "a client from before RFC 8707", "ids": "GUIDE-104",
     "registration": {"client_name": "old", "redirect_uris": ["http://localhost:5000/cb"]},
     "redirect": "http://localhost:5000/cb", "scope": None, "state": "s", "resource": None},
]
