"""Scenarios: named, run on one or more targets, counted, and what they note compared between the targets."""

import os
import sys
import time
import traceback

SCENARIOS = []


class Skip(Exception):
    """Something that a target does not have; the reason is printed and counted."""


def scenario(name, *, needs=(), on=None):
    """Registers a function of one World. `needs` names abilities of the target: see Target.abilities; `on` the only targets
    that it is about."""
    def register(function):
        SCENARIOS.append((name, function, tuple(needs), on))
        return function
    return register


class Results:
    def __init__(self):
        self.passed, self.failed, self.skipped = 0, 0, 0

    def one(self, name, target, function):
        """Runs and reports one scenario. Returns whether it passed."""
        started = time.monotonic()
        try:
            function()
        except Skip as reason:
            self.skipped += 1
            self.line("skip", target, name, str(reason))
            return False
        except Exception as error:  # a scenario may fail in any way
            self.failed += 1
            self.line("FAIL", target, name, f"{type(error).__name__}: {error}")
            if not isinstance(error, AssertionError) or os.environ.get("E2E_TRACE"):
                traceback.print_exc(limit=6)
            return False
        self.passed += 1
        self.line("ok", target, name, f"{time.monotonic() - started:.1f} s")
        return True

    @staticmethod
    def line(state, target, name, more):
        print(f"{state:4} {target:7} {name} ({more})", flush=True)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        return 0 if self.failed == 0 and self.passed > 0 else 1


def run(targets, make_world, only=""):
    """Every scenario on every target in turn; then whether the targets agree on what it noted."""
    results = Results()
    if not any(only.lower() in name.lower() for name, *_ in SCENARIOS):
        fail(f"no scenario's name holds {only!r}")
    for name, function, needs, on in SCENARIOS:
        if only.lower() not in name.lower():
            continue
        notes = {}
        for target in targets:
            if on and target.name not in on:
                continue
            def body():
                for need in needs:
                    if need not in target.abilities:
                        raise Skip(target.without.get(need, f"{target.name} has no {need}"))
                with make_world(target) as world:
                    function(world)
                    notes[target.name] = world.notes
            results.one(name, target.name, body)
        if len(notes) > 1:
            def agree():
                (first, expected), *others = notes.items()
                for other, found in others:
                    for key in expected.keys() | found.keys():
                        a, b = expected.get(key), found.get(key)
                        assert a == b, f"{key}: {first} says {a!r}, {other} says {b!r}"
            if any(notes.values()):
                results.one(name, "agree", agree)
    return results.end()


def fail(message):
    print(f"e2e: {message}", file=sys.stderr)
    sys.exit(1)
