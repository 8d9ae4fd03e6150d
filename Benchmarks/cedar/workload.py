"""An MCP gateway's Cedar: policies over groups and tools, and calls with claims and arguments."""
import random

TOOLS = 1000
CLIENTS = 160
REQUESTS = 200
GROUPS = [f"mcp-team-{number}" for number in range(140)]
SERVERS = ["github", "k8s", "db", "jira", "search", "mail", "production", "staging"]
VERBS = ["get", "list", "create", "update", "delete", "search"]
CALL = 'action == Action::"call_tool"'


def tool_name(number):
    return f"{SERVERS[number % len(SERVERS)]}_{VERBS[number // 8 % len(VERBS)]}_thing{number}"


def policies(rng, count):
    """The common forms first, once each, so that small sets have them all; then by how often people write them."""
    first = [
        group_to_all, group_to_tool, claim_contains, read_only, user_to_tool, destructive, argument_bound, forbid_group_tool,
        like_email, server,
    ]
    forms = [group_to_tool, forbid_group_tool, user_to_tool, group_to_all, argument_bound, claim_contains, like_email, server, read_only]
    weights = [50, 20, 10, 7, 7, 2.5, 1.5, 1.5, 0.5]
    chosen = first[:count] + rng.choices(forms, weights, k=max(0, count - len(first)))
    return "\n".join(form(rng) for form in chosen) + "\n"


def group(rng):
    return f'THVGroup::"{rng.choice(GROUPS)}"'


def tool(rng):
    return f'Tool::"{tool_name(rng.randrange(TOOLS))}"'


def group_to_all(rng):
    return f"permit(principal in {group(rng)}, action, resource);"


def group_to_tool(rng):
    return f"permit(principal in {group(rng)}, {CALL}, resource == {tool(rng)});"


def forbid_group_tool(rng):
    return f"forbid(principal in {group(rng)}, {CALL}, resource == {tool(rng)});"


def user_to_tool(rng):
    return f'permit(principal == Client::"user{rng.randrange(CLIENTS)}@example.com", {CALL}, resource == {tool(rng)});'


def claim_contains(rng):
    return f'permit(principal, {CALL}, resource) when {{ principal.claim_roles.contains("role{rng.randrange(150)}") }};'


def read_only(rng):
    return f"permit(principal in {group(rng)}, {CALL}, resource) when {{ resource has readOnlyHint && resource.readOnlyHint }};"


def destructive(rng):
    return (
        f"forbid(principal, {CALL}, resource) when {{ resource has destructiveHint && resource.destructiveHint && "
        f'!(principal.claim_roles.contains("role{rng.randrange(150)}")) }};'
    )


def argument_bound(rng):
    return (
        f"permit(principal, {CALL}, resource == {tool(rng)}) when {{ resource has arg_level && "
        f"principal has claim_clearance && resource.arg_level <= principal.claim_clearance && resource.arg_limit < {rng.randrange(10, 100)} }};"
    )


def like_email(rng):
    return (
        f"permit(principal in {group(rng)}, {CALL}, resource) "
        f'when {{ context has claim_email && context.claim_email like "user{rng.randrange(10)}*@example.com" }};'
    )


def server(rng):
    return f'forbid(principal, action, resource in MCP::"{rng.choice(SERVERS)}") unless {{ principal in {group(rng)} }};'


def arguments(rng):
    return {
        "arg_level": rng.randrange(10),
        "arg_repo": f"acme/repo{rng.randrange(20)}",
        "arg_query": "is:open label:bug",
        "arg_limit": rng.randrange(100),
        "arg_dry_run": rng.random() < 0.5,
    }


def claims(rng, number):
    return {
        "claim_sub": f"user{number}@example.com",
        "claim_email": f"user{number}@example.com",
        "claim_name": f"User {number}",
        "claim_iss": "https://idp.example.com",
        "claim_roles": sorted({f"role{rng.randrange(150)}" for _ in range(4)}),
        "claim_groups": rng.sample(GROUPS, rng.randrange(1, 21)),
        "claim_clearance": rng.randrange(10),
    }


def uid(type, id):
    return {"type": type, "id": id}


def entities(clients, tools):
    found = [
        {"uid": uid("Client", own["claim_sub"]), "attrs": own, "parents": [uid("THVGroup", name) for name in own["claim_groups"]]}
        for own in clients
    ]
    for name, own in tools.items():
        found.append({"uid": uid("Tool", name), "attrs": own["attributes"], "parents": [uid("MCP", own["server"])]})
    found += [{"uid": uid("MCP", name), "attrs": {"name": name}, "parents": []} for name in SERVERS]
    return found + [{"uid": uid("Action", "call_tool"), "attrs": {"operation": "call_tool"}, "parents": []}]


def some_tools(rng):
    found = {}
    for number in rng.sample(range(TOOLS), REQUESTS):
        name, hints = tool_name(number), [rng.random() < 0.5 for _ in range(4)]
        attributes = {"name": name, "operation": "call", **arguments(rng)}
        for hint, value in zip(("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"), hints):
            attributes[hint] = value
        found[name] = {"attributes": attributes, "server": SERVERS[number % len(SERVERS)]}
    return found


def question(count, seed):
    """What the operation `bench` takes, for that many policies."""
    rng = random.Random(f"{seed}/{count}")
    clients = [claims(rng, number) for number in range(CLIENTS)]
    tools = some_tools(rng)
    requests = []
    for name in tools:
        own = rng.choice(clients)
        requests.append({
            "principal": uid("Client", own["claim_sub"]),
            "action": uid("Action", "call_tool"),
            "resource": uid("Tool", name),
            "context": {**own, **arguments(rng)},
        })
    return {"policies": policies(rng, count), "entities": entities(clients, tools), "requests": requests}
