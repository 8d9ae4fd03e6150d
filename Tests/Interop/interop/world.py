"""What scenarios run on: an identity provider with a gateway in front of it, and what one scenario may do there."""

import os

from .gateway import DEVELOPER, Gateway
from .person import Person


class Target:
    """One identity provider and one team's gateway. `abilities` are in the words of the harness."""

    def __init__(self, provider, bin, folder, abilities=(), without=None):
        self.provider, self.bin, self.name = provider, bin, provider.name
        self.folder = os.path.join(folder, provider.name)
        self.abilities, self.without = set(abilities), without or {}
        os.makedirs(self.folder, exist_ok=True)
        provider.folder = self.folder
        self.gateway = Gateway(bin, self.folder)

    def start(self):
        self.provider.start([self.gateway])
        self.gateway.start(self.provider.upstream(self.gateway))

    def stop(self):
        self.gateway.stop()
        self.provider.stop()


class World:
    def __init__(self, target):
        self.target, self.gateway, self.provider, self.notes = target, target.gateway, target.provider, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def person(self, who=DEVELOPER, decision="allow"):
        return Person(self.provider.sign_in(who), decision)
