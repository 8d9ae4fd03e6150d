"""The identity providers by name."""

import os
import subprocess

from .providers.fakes import FakeProvider
from .providers.glewlwyd import Glewlwyd
from .providers.mock import MockProvider
from .world import Target

NAMES = ("okta", "entra", "mock", "glewlwyd")
HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def make(name, bin, folder):
    if name in ("okta", "entra"):
        return Target(FakeProvider(name, bin, folder), bin, folder)
    if name == "mock":
        return Target(MockProvider(bin, folder), bin, folder)
    if name == "glewlwyd":
        root = subprocess.check_output([os.path.join(HERE, "unpack-glewlwyd")], text=True).strip()
        return Target(Glewlwyd(root, folder), bin, folder)
    raise SystemExit(f"there is no identity provider {name}: {', '.join(NAMES)} are known")
