"""Three replicas with the same document and secrets, and a balancer that sends every connection to another one."""

import asyncio
import json
import os

from suite.harness import scenario

from .. import recorded
from ..balancer import Balancer
from ..clients import SDKClient
from ..gateway import Gateway
from ..processes import Process, free_port
from ..wire import INITIALIZE, Wire
from .checklist import names, session_of
from .recorded import ONE, log_in


class Replicas(Gateway):
    """The gateway at `origin` is the balancer; behind it are processes."""

    def __init__(self, bin, folder, name, port, count=3):
        super().__init__(bin, folder, name, port)
        self.replicas, self.balancer = [[free_port(), None] for _ in range(count)], None

    def serve(self):
        for replica in self.replicas:
            self.serve_one(replica)
        self.balancer = Balancer(self.port, [port for port, _ in self.replicas])

    def serve_one(self, replica):
        port, _ = replica
        replica[1] = Process(f"replica-{port}", [
            os.path.join(self.bin, "vmcp"), "serve", "--config", self.path, "--secrets", self.secrets,
            "--port", str(port)], self.folder)
        replica[1].wait_for(f"http://127.0.0.1:{port}/readyz")

    def roll(self, meanwhile):
        """One after the other is replaced; `meanwhile` runs while one is away and again when it is back."""
        for replica in self.replicas:
            replica[1].stop()
            meanwhile()
            self.serve_one(replica)
            meanwhile()

    def stop(self):
        if self.balancer:
            self.balancer.close()
        for _, process in self.replicas:
            if process:
                process.stop()
        super().stop()


class Place:
    """A world whose gateway is the replicas. `server` changes the authorization server in the document."""

    def __init__(self, world, **server):
        self.server = server
        self.world, self.provider = world, world.provider
        self.gateway = Replicas(world.target.bin, world.target.folder, **world.provider.team("replicated"))
        self.person = world.person

    def __enter__(self):
        try:
            self.gateway.start(self.provider.upstream(self.gateway), **self.server)
        except BaseException:
            self.gateway.stop()
            raise
        return self

    def __exit__(self, *_):
        self.gateway.stop()


@scenario("replicas: a login that begins at one ends at another, and a session opened at one is served by all", on=ONE)
def login(world):
    with Place(world) as place:
        for client in recorded.CLIENTS[:4]:
            wire = Wire(place.gateway)
            _, tokens, _ = log_in(place, wire, client)
            session = session_of(wire, tokens["access_token"])
            lists = [names(wire, tokens["access_token"], session) for _ in range(6)]
            assert lists[0] and all(each == lists[0] for each in lists), lists
        used = place.gateway.balancer.used
        assert len(set(used)) == 3 and all(used.count(port) > 5 for port in set(used)), used


@scenario("replicas: a rolling restart loses no login, no session and no refresh token; the SDK's client notices nothing", on=ONE)
def rolling(world):
    with Place(world) as place:
        client = recorded.CLIENTS[2]
        wire = Wire(place.gateway)
        registered, tokens, _ = log_in(place, wire, client)
        session, state = session_of(wire, tokens["access_token"]), {"refresh": tokens["refresh_token"]}

        def meanwhile():
            for _ in range(3):
                assert names(wire, tokens["access_token"], session), "the session is lost"
            page = wire.token(
                grant_type="refresh_token", refresh_token=state["refresh"], client_id=registered["client_id"])
            assert page.status == 200, page.text
            answer = json.loads(page.text)
            state["refresh"] = answer["refresh_token"]
            assert wire.mcp(INITIALIZE, answer["access_token"]).status == 200
            log_in(place, Wire(place.gateway), recorded.CLIENTS[0])

        async def real_client():
            real = SDKClient(place.gateway.url, place.person())
            async with real.session() as opened:
                before = await real.tools(opened)
                await asyncio.to_thread(place.gateway.roll, meanwhile)
                real.expire()
                assert await real.tools(opened) == before
                assert real.person.asked == 1, "the person was asked again"
        asyncio.run(real_client())
