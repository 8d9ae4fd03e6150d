#!/usr/bin/env python3
"""Our Cedar engine beside the official one (cedarpy) over the same policies, entities and requests, in one run.

Times of a decision are each engine's own, for requests that are already built; times to parse are from text to ready.
The status is 1 where a decision differs or a target is missed.
"""
import argparse
import json
import os
import statistics
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "Tests", "Conformance")]

from engines.line import LineEngine  # noqa: E402
from engines.official import OfficialEngine, native_request  # noqa: E402
from workload import Workload  # noqa: E402


# What only our engine is asked, and how the answer names it.
ALONE = {"prepared anew": "perRequestNs", "described": "perDescribedNs", "list of 1,000": "perListNs"}
# In nanoseconds, by policies: what a call that describes its entities, and a list, may take.
ABSOLUTE = {("described", 100): 5_000, ("list of 1,000", 100): 100_000}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", help="`bench` messages of cedar-line/1; default: a workload made here")
    parser.add_argument("--engine", default=".build-cedar/release/cedar serve", help="the command that serves cedar-line/1")
    parser.add_argument("--policies", default="3,10,100,1000,10000", help="sizes of the sets made here")
    parser.add_argument("--seed", default="1", help="of the workload made here")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--iterations", type=int, default=20000, help="decisions of ours a round")
    parser.add_argument("--output", choices=["table", "json"], default="table")
    parser.add_argument(
        "--target", action="append", metavar="POLICIES=RATIO",
        help="how many times faster a median decision must be (default 100=150 and 10000=5000)")
    parser.add_argument("--parse-target", type=int, default=10000, help="from this many policies on, parsing must be faster")
    return parser.parse_args()


def official_round(engine, question, iterations):
    """Parses, then decides, cycling over the requests; nanoseconds."""
    from cedarpy import _internal

    started = time.perf_counter_ns()
    policies, entities = engine.policies(question), engine.entities(question, None)
    parse = time.perf_counter_ns() - started
    requests = [native_request(request) for request in question["requests"]]
    batch = [requests[index % len(requests)] for index in range(iterations)]
    _internal.is_authorized_batch(batch[: min(100, iterations)], policies, entities._inner, None, False)
    answers = _internal.is_authorized_batch(batch, policies, entities._inner, None, False)
    times = sorted(json.loads(answer)["metrics"]["authz_duration_micros"] * 1000 for answer in answers)
    return {"p50": times[len(times) // 2], "p90": times[len(times) * 9 // 10], "parse": parse}


def our_round(engine, question, iterations):
    answer = engine.ask("bench", **question, iterations=iterations, warmup=2000)
    if not answer["ok"]:
        sys.exit(f"bench: {answer['error']}")
    times = answer["perDecisionNs"]
    alone = {name: answer[key]["p50"] for name, key in ALONE.items() if answer.get(key)}
    return {"p50": times["p50"], "p90": times["p90"], "parse": answer["parseNs"], **alone}


def decisions(engine, question):
    answer = engine.ask("authorize", **question)
    if not answer["ok"]:
        sys.exit(f"authorize: {answer['error']}")
    return [(each["decision"], sorted(each["reason"]), sorted(each["errors"])) for each in answer["results"]]


def measure(options, name, question, ours, theirs):
    count = question["policies"].count(";\n") or question["policies"].count(";")
    iterations = 2000 if count < 1000 else 200
    own, official = [], []
    for _ in range(options.rounds):
        own.append(our_round(ours, question, options.iterations))
        official.append(official_round(theirs, question, iterations))

    def median(rounds, what):
        return statistics.median(each[what] for each in rounds)

    row = {"name": name, "policies": count}
    row["differing"] = sum(a != b for a, b in zip(decisions(ours, question), decisions(theirs, question)))
    for what in ("p50", "p90", "parse"):
        row[what] = {"ours": median(own, what), "official": median(official, what)}
        row[what]["ratio"] = row[what]["official"] / max(row[what]["ours"], 1)
    row["alone"] = {name: median(own, name) for name in ALONE if all(name in each for each in own)}
    return row


def sources(options):
    if not options.files:
        for size in options.policies.split(","):
            yield size, Workload(int(size), options.seed).question()
    for path in options.files:
        with open(path, encoding="utf-8") as file:
            message = json.load(file)
        yield os.path.basename(path), {key: message[key] for key in ("policies", "entities", "requests")}


def as_text(question):
    """With the entities as text, so that both engines read the same JSON."""
    rest = {key: value for key, value in question.items() if key != "entities"}
    return {**rest, "entitiesText": json.dumps(question["entities"])}


def missed(options, rows):
    targets = dict(map(float, target.split("=")) for target in options.target or ["100=150", "10000=5000"])
    for row in rows:
        if row["differing"]:
            yield f"{row['name']}: {row['differing']} decisions differ"
        wanted = targets.get(row["policies"])
        if wanted and row["p50"]["ratio"] < wanted:
            yield f"{row['name']}: a decision is {row['p50']['ratio']:.0f} times faster, not {wanted:.0f}"
        for (name, policies), limit in ABSOLUTE.items():
            if row["policies"] == policies and row["alone"].get(name, 0) > limit:
                yield f"{row['name']}: {name} takes {shown(row['alone'][name])}, not {shown(limit)}"
        if row["policies"] >= options.parse_target and row["parse"]["ratio"] <= 1:
            yield f"{row['name']}: parsing is not faster"


def shown(nanoseconds):
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.2f} {unit}"
    return f"{nanoseconds:.0f} ns"


def table(rows):
    head = ["policies"]
    for what in ("p50", "p90", "parse"):
        head += [f"{what} ours", "official", "ratio"]
    head += list(ALONE)
    lines = [head]
    for row in rows:
        line = [str(row["policies"])]
        for what in ("p50", "p90", "parse"):
            line += [shown(row[what]["ours"]), shown(row[what]["official"]), f"{row[what]['ratio']:.1f}"]
        lines.append(line + [shown(row["alone"][name]) if name in row["alone"] else "-" for name in ALONE])
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        print("  ".join(text.rjust(width) for text, width in zip(line, widths)))


def main():
    options = arguments()
    ours, theirs = LineEngine(options.engine, timeout=600), OfficialEngine()
    rows = []
    for name, question in sources(options):
        print(f"measuring {name}", file=sys.stderr, flush=True)
        rows.append(measure(options, name, as_text(question), ours, theirs))
    failures = list(missed(options, rows))
    engines = {"ours": f"{ours.info['engine']} {ours.info['version']}", "official": f"cedarpy {theirs.version}"}
    if options.output == "json":
        print(json.dumps({"engines": engines, "rows": rows, "missed": failures}, indent=2))
    else:
        print(f"{engines['ours']} beside {engines['official']}, medians of {options.rounds} rounds")
        table(rows)
        for failure in failures:
            print(f"MISSED {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
