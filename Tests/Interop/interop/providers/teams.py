"""Applications for more teams at a provider that is told of them before it starts."""

from ..processes import free_port


def spare_teams():
    """Each a name and the port that its callback is at."""
    return [(f"{name}-{number}", free_port()) for name in ("sales-tools", "replicated-tools") for number in range(1, 5)]


def take_team(provider, name):
    """Name and port for one more gateway."""
    found = next(each for each in provider.spare if each[0].startswith(name))
    provider.spare.remove(found)
    return {"name": found[0], "port": found[1]}
