"""The clients as they are published: the MCP Python SDK's and fastmcp's, each with its own OAuth."""

import asyncio
import contextlib
import os
import warnings
import webbrowser

os.environ.setdefault("FASTMCP_LOG_LEVEL", "ERROR")
warnings.filterwarnings("ignore", message="Using in-memory token storage")

import fastmcp  # noqa: E402
import httpx2  # noqa: E402
from fastmcp.client.auth import OAuth  # noqa: E402
from mcp import ClientSession  # noqa: E402
from mcp.client.auth import OAuthClientProvider, TokenStorage  # noqa: E402
from mcp.client.streamable_http import streamable_http_client  # noqa: E402
from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata  # noqa: E402

from . import person  # noqa: E402
from .processes import free_port, listens, wait_until  # noqa: E402


class Storage(TokenStorage):
    """What the SDK keeps between runs."""
    tokens = client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client_info):
        self.client = client_info


class Watch:
    """Remembers each request of a client and its status: `log` holds `METHOD /path status`."""

    def __init__(self):
        self.log, self.answers = [], []

    async def __call__(self, response):
        self.log.append(f"{response.request.method} {response.request.url.path} {response.status_code}")
        self.answers.append(response)

    def seen(self, line):
        return any(line in entry for entry in self.log)


class SDKClient:
    """The MCP Python SDK: ClientSession over Streamable HTTP with OAuthClientProvider."""
    name = "mcp"

    def __init__(self, url, somebody, storage=None):
        self.url, self.person, self.storage, self.watch = url, somebody, storage or Storage(), Watch()
        redirect = f"http://127.0.0.1:{free_port()}/callback"
        answer = {}

        async def open_browser(target):
            answer.update(person.query(await asyncio.to_thread(self.person.log_in, target, redirect)))

        async def wait_for_answer():
            return AuthorizationCodeResult(
                code=answer.get("code", ""), state=answer.get("state"), iss=answer.get("iss"))

        self.answer = answer
        self.provider = OAuthClientProvider(
            url, OAuthClientMetadata(
                client_name="MCP Python SDK", redirect_uris=[redirect], token_endpoint_auth_method="none",
                grant_types=["authorization_code", "refresh_token"], response_types=["code"]),
            self.storage, open_browser, wait_for_answer)

    @contextlib.asynccontextmanager
    async def session(self):
        async with httpx2.AsyncClient(
                auth=self.provider, timeout=30, trust_env=False, event_hooks={"response": [self.watch]}) as http:
            async with streamable_http_client(self.url, http_client=http) as streams:
                async with ClientSession(streams[0], streams[1]) as session:
                    await session.initialize()
                    yield session

    async def tools(self, session):
        return sorted(tool.name for tool in (await session.list_tools()).tools)

    async def call(self, session, name, arguments):
        return (await session.call_tool(name, arguments)).content[0].text

    async def tokens(self):
        return self.storage.tokens

    def expire(self):
        """What the SDK does when the access token's time is over."""
        self.provider.context.token_expiry_time = 1


class FastMCPClient:
    """fastmcp: its Client and its OAuth, with its local server that waits for the answer; only the browser is ours."""
    name = "fastmcp"

    def __init__(self, url, somebody):
        self.url, self.person, self.watch = url, somebody, Watch()
        self.oauth = OAuth(
            url, client_name="fastmcp", callback_timeout=15, httpx_client_factory=self.http)
        self.errors = []

    def http(self, **options):
        options["trust_env"] = False
        hooks = dict(options.pop("event_hooks", None) or {})
        hooks["response"] = [*hooks.get("response", []), self.watch]
        return httpx2.AsyncClient(event_hooks=hooks, **options)

    def open_browser(self, loop):
        redirect = f"http://localhost:{self.oauth.redirect_port}/callback"

        def walk(target):
            try:
                back = self.person.log_in(target, redirect)
                wait_until("fastmcp's listener", lambda: listens(self.oauth.redirect_port))  # people are slower
                self.person.browser.request("GET", back)
            except Exception as error:  # told by the session's end
                self.errors.append(error)
        return lambda target, *_: loop.run_in_executor(None, walk, target) and True

    @contextlib.asynccontextmanager
    async def session(self):
        opener, webbrowser.open = webbrowser.open, self.open_browser(asyncio.get_running_loop())
        try:
            transport = fastmcp.client.transports.StreamableHttpTransport(
                self.url, auth=self.oauth, httpx_client_factory=self.http)
            async with fastmcp.Client(transport) as session:
                yield session
        except Exception:
            if self.errors:
                raise self.errors[0]
            raise
        finally:
            webbrowser.open = opener

    async def tools(self, session):
        return sorted(tool.name for tool in await session.list_tools())

    async def call(self, session, name, arguments):
        return (await session.call_tool(name, arguments)).content[0].text

    async def tokens(self):
        return await self.oauth.token_storage_adapter.get_tokens()

    def expire(self):
        self.oauth.context.token_expiry_time = 1


CLIENTS = [SDKClient, FastMCPClient]
