"""An MCP gateway's Cedar: policies over groups and tools, and calls with claims and arguments."""
import random

TOOLS = 1000
CLIENTS = 180
REQUESTS = 200
SERVERS = ["github", "k8s", "db", "jira", "search", "mail", "production", "staging"]
VERBS = ["get", "list", "create", "update", "delete", "search"]
CALL = 'action == Action::"call_tool"'


class Workload:
    """An organisation grows with its policies: about ten of them for each of its groups."""

    def __init__(self, count, seed):
        self.count, self.rng = count, random.Random(f"{seed}/{count}")
        self.groups = [f"mcp-team-{number}" for number in range(max(20, 3 + count // 10))]
        self.named = self.groups[: 3 + count // 10]

    def question(self):
        """What the operation `bench` takes."""
        rng = self.rng
        clients = [self.claims(number) for number in range(CLIENTS)]
        tools = self.tools()
        requests = []
        for name in tools:
            own = rng.choice(clients)
            requests.append({
                "principal": uid("Client", own["claim_sub"]),
                "action": uid("Action", "call_tool"),
                "resource": uid("Tool", name),
                "context": {**own, **self.arguments()},
            })
        return {"policies": self.policies(), "entities": entities(clients, tools), "requests": requests}

    # Policies

    def policies(self):
        """The common forms first, once each, so that small sets have them all; then by how often people write them."""
        first = [
            self.group_to_all, self.group_to_tool, self.claim, self.read_only, self.user_to_tool, self.destructive, self.clearance,
            self.forbid_group_tool, self.email, self.server,
        ]
        weights = {
            self.group_to_tool: 47, self.forbid_group_tool: 23, self.user_to_tool: 10, self.email: 6, self.claim_tool: 4.5,
            self.harmless: 4, self.argument_bound: 5, self.group_to_all: 0.2,
        }
        rest = self.rng.choices(list(weights), list(weights.values()), k=max(0, self.count - len(first)))
        return "\n".join(form() for form in first[: self.count] + rest) + "\n"

    def group(self):
        return f'THVGroup::"{self.rng.choice(self.named)}"'

    def tool(self):
        return f'Tool::"{tool_name(self.rng.randrange(TOOLS))}"'

    def role(self):
        return f"role{self.rng.randrange(150)}"

    def group_to_all(self):
        return f"permit(principal in {self.group()}, action, resource);"

    def group_to_tool(self):
        return f"permit(principal in {self.group()}, {CALL}, resource == {self.tool()});"

    def forbid_group_tool(self):
        return f"forbid(principal in {self.group()}, {CALL}, resource == {self.tool()});"

    def user_to_tool(self):
        user = f"user{self.rng.randrange(CLIENTS)}@example.com"
        return f'permit(principal == Client::"{user}", {CALL}, resource == {self.tool()});'

    def claim(self):
        return f'permit(principal, {CALL}, resource) when {{ principal.claim_roles.contains("{self.role()}") }};'

    def claim_tool(self):
        return f'permit(principal, {CALL}, resource == {self.tool()}) when {{ principal.claim_roles.contains("{self.role()}") }};'

    def read_only(self):
        return f"permit(principal, {CALL}, resource) when {{ resource has readOnlyHint && resource.readOnlyHint == true }};"

    def harmless(self):
        return (
            f"permit(principal in {self.group()}, {CALL}, resource) when {{ resource has destructiveHint && "
            f"resource.destructiveHint == false && resource has openWorldHint && resource.openWorldHint == false }};"
        )

    def destructive(self):
        return (
            f"forbid(principal, {CALL}, resource) when {{ resource has destructiveHint && resource.destructiveHint == true && "
            f'!(principal.claim_roles.contains("{self.role()}")) }};'
        )

    def clearance(self):
        return (
            f"permit(principal, {CALL}, resource == {self.tool()}) when {{ resource has arg_level && "
            f"principal has claim_clearance && resource.arg_level <= principal.claim_clearance }};"
        )

    def argument_bound(self):
        return (
            f"permit(principal in {self.group()}, {CALL}, resource == {self.tool()}) "
            f"when {{ resource has arg_level && resource.arg_level <= {self.rng.randrange(10)} }};"
        )

    def email(self):
        return (
            f"permit(principal in {self.group()}, {CALL}, resource) "
            f'when {{ context has claim_email && context.claim_email like "user{self.rng.randrange(10)}*@example.com" }};'
        )

    def server(self):
        name = self.rng.choice(SERVERS)
        return f'forbid(principal, {CALL}, resource in MCP::"{name}") unless {{ principal in {self.group()} }};'

    # Entities and calls

    def arguments(self):
        rng = self.rng
        return {
            "arg_level": rng.randrange(10),
            "arg_repo": f"acme/repo{rng.randrange(20)}",
            "arg_query": "is:open label:bug",
            "arg_limit": rng.randrange(100),
            "arg_dry_run": rng.random() < 0.5,
        }

    def claims(self, number):
        rng = self.rng
        return {
            "claim_sub": f"user{number}@example.com",
            "claim_email": f"user{number}@example.com",
            "claim_name": f"User {number}",
            "claim_iss": "https://idp.example.com",
            "claim_roles": sorted({self.role() for _ in range(4)}),
            "claim_groups": rng.sample(self.groups, rng.randrange(1, 21)),
            "claim_clearance": rng.randrange(10),
        }

    def tools(self):
        found = {}
        for number in self.rng.sample(range(TOOLS), REQUESTS):
            attributes = {"name": tool_name(number), "operation": "call", **self.arguments()}
            for hint in ("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"):
                attributes[hint] = self.rng.random() < 0.5
            found[tool_name(number)] = {"attributes": attributes, "server": SERVERS[number % len(SERVERS)]}
        return found


def tool_name(number):
    return f"{SERVERS[number % len(SERVERS)]}_{VERBS[number // 8 % len(VERBS)]}_thing{number}"


def uid(type, id):
    return {"type": type, "id": id}


def entities(clients, tools):
    found = [
        {"uid": uid("Client", own["claim_sub"]), "attrs": own, "parents": [uid("THVGroup", name) for name in own["claim_groups"]]}
        for own in clients
    ]
    for name, own in tools.items():
        found.append({"uid": uid("Tool", name), "attrs": own["attributes"], "parents": [uid("MCP", own["server"])]})
    return found + [{"uid": uid("Action", "call_tool"), "attrs": {"operation": "call_tool"}, "parents": []}]
