"""The whole way from a URL to a tool's answer, by each client at each identity provider."""

import asyncio
import urllib.error
import urllib.parse
import urllib.request

from suite.harness import scenario

from ..clients import CLIENTS
from ..gateway import GUEST
from ..processes import plain


async def whole_flow(world, kind):
    client = kind(world.gateway.url, world.person())
    async with client.session() as session:
        tools = await client.tools(session)
        world.notes["tools"] = tools
        assert "github_list_issues" in tools and "kubernetes_get_pods" in tools, tools
        assert "kubernetes_delete_namespace" not in tools, "what Cedar forbids is listed"
        answer = await client.call(session, "kubernetes_get_pods", {"namespace": "staging"})
        assert answer, "the tool answered nothing"
        first = await client.tokens()
        assert first.refresh_token, "no refresh token"

        client.expire()
        assert await client.tools(session) == tools
        second = await client.tokens()
        assert second.access_token != first.access_token and second.refresh_token != first.refresh_token
        assert client.person.asked == 1, "a refresh asked the person"

        await asyncio.to_thread(world.gateway.restart)
        assert await client.tools(session) == tools, "the session did not survive a restart"
        client.expire()
        assert await client.tools(session) == tools
        second = await client.tokens()
        assert client.person.asked == 1, "a restart of the gateway asked the person"

        # Refused by the gateway, not by the client's own clock: the client has to log in again by itself.
        assert revoke(world.gateway, client, second.refresh_token) == 200
        assert get_status(world.gateway.url, second.access_token) == 401, "a revoked token is accepted"
        await client.tools(session)
        third = await client.tokens()
        assert third.access_token != second.access_token and client.person.asked == 2
    for line in ("POST /oauth/register 201", "POST /oauth/token 200", "POST /mcp 401", "POST /mcp 200"):
        assert client.watch.seen(line), f"{line} is not among {client.watch.log}"


def revoke(gateway, client, token):
    """RFC 7009, for the client that the token was issued to."""
    form = {"token": token, "client_id": client_id(client)}
    request = urllib.parse.urlencode(form).encode()
    return plain.open(gateway.origin + "/oauth/revoke", request, timeout=10).status


def client_id(client):
    context = getattr(client, "provider", None) or client.oauth
    return context.context.client_info.client_id


def get_status(url, token):
    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + token})
    try:
        return plain.open(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


for each in CLIENTS:
    @scenario(f"{each.name}: discovery, registration, consent, login, tools, refresh, restart, revocation"
              " (GUIDE-007, GUIDE-009, GUIDE-010, GUIDE-052, GUIDE-060, AS-15)")
    def flow(world, kind=each):
        asyncio.run(whole_flow(world, kind))

    @scenario(f"{each.name}: a person in no group sees no tools and may call none (GUIDE-063)")
    def nobody(world, kind=each):
        async def body():
            client = kind(world.gateway.url, world.person(GUEST))
            async with client.session() as session:
                assert await client.tools(session) == []
                try:
                    answer = await client.call(session, "kubernetes_get_pods", {"namespace": "staging"})
                except Exception:  # each client has errors of its own
                    assert client.watch.seen("POST /mcp 403"), client.watch.log
                else:
                    raise AssertionError(f"a call without a group answered {answer}")
        asyncio.run(body())
