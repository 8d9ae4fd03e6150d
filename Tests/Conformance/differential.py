#!/usr/bin/env python3
"""Random Cedar put to two engines: ours, over cedar-line/1, and the official one, through cedarpy.

Every case follows from the seed and its number, so one that fails is repeated with `--seed S --case N`.
The last line is `N passed, N failed`; the status is 1 where anything differs.
"""
import argparse
import json
import multiprocessing
import os
import queue
import random
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from checks import Case  # noqa: E402
from engines.line import EngineGone, LineEngine  # noqa: E402

# A worker whose engine ended this often has shown enough.
ENOUGH_FAILURES = 20


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default=".build-cedar/release/cedar serve --engine both", help="the command that serves cedar-line/1")
    parser.add_argument("--seed", help="default: a new one each time")
    parser.add_argument("--decisions", type=int, default=20000, help="how many requests to decide (default 20000)")
    parser.add_argument("--case", type=int, help="only this case")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--report", help="write every difference here, one JSON object a line")
    parser.add_argument("--show", type=int, default=5, help="how many differences to print (default 5)")
    return parser.parse_args()


class Cases:
    """The numbers of the cases to run, shared by the workers: one after another until enough is decided."""

    def __init__(self, options):
        self.only, self.wanted = options.case, options.decisions
        self.next, self.decided = multiprocessing.Value("q", options.case or 0), multiprocessing.Value("q", 0)

    def __iter__(self):
        while self.decided.value < self.wanted:
            with self.next:
                number = self.next.value
                self.next.value += 1
            if self.only is not None and number != self.only:
                return
            yield number

    def add(self, counts):
        with self.decided:
            self.decided.value += counts.get("allow", 0) + counts.get("deny", 0)


def work(options, cases, results):
    """Runs cases while there are any, and sends what came of each."""
    from engines.official import OfficialEngine  # in the worker: the native code is not for sharing

    ours, theirs, failures = LineEngine(options.engine), OfficialEngine(), 0
    for number in cases:
        results.put(("begun", number))
        case = Case(options.seed, number, ours, theirs)
        try:
            case.run()
        except EngineGone as gone:
            case.count("engine failures differ")
            failure = {"kind": "engine", "inputs": {}, "ours": str(gone), "theirs": None}
            results.put(("done", number, case.counts, [failure]))
            ours.close()
            failures += 1
            if failures == ENOUGH_FAILURES:
                break
            ours = LineEngine(options.engine)
            continue
        cases.add(case.counts)
        differences = [vars(difference) for difference in case.differences]
        results.put(("done", number, case.counts, differences))
    ours.close()
    results.put(("finished", None))


class Run:
    def __init__(self, options):
        self.options = options
        self.cases = Cases(options)
        self.jobs = options.jobs if options.case is None else 1
        self.counts, self.differences, self.done = {}, [], 0
        self.started = self.told = time.monotonic()

    def go(self):
        results = multiprocessing.Queue()
        workers = []
        for _ in range(self.jobs):
            worker = multiprocessing.Process(target=work, args=(self.options, self.cases, results), daemon=True)
            worker.start()
            workers.append(worker)
        self.collect(workers, results)

    def collect(self, workers, results):
        finished, begun = 0, None
        while finished < len(workers):
            try:
                message = results.get(timeout=5)
            except queue.Empty:
                if any(worker.exitcode not in (None, 0) for worker in workers):
                    ended = {"kind": "a worker ended", "inputs": {}, "ours": None, "theirs": None}
                    self.add({"workers differ": 1}, begun, [ended])
                    return
                continue
            if message[0] == "finished":
                finished += 1
            elif message[0] == "begun":
                begun = message[1]
            else:
                self.add(message[2], message[1], message[3])

    def add(self, counts, number, differences):
        for what, count in counts.items():
            self.counts[what] = self.counts.get(what, 0) + count
        self.differences += [{"case": number, **difference} for difference in differences]
        self.done += 1
        if time.monotonic() - self.told > 10:
            self.told = time.monotonic()
            decided = f"{self.cases.decided.value} of {self.cases.wanted} decisions"
            print(f"  {self.done} cases, {decided}, {self.failed} failed", file=sys.stderr, flush=True)

    def total(self, ending):
        return sum(count for what, count in self.counts.items() if what.endswith(ending))

    @property
    def failed(self):
        return self.total(" differ")

    def show(self):
        options = self.options
        for difference in sorted(self.differences, key=lambda each: each["case"] or 0)[: options.show]:
            print(f"DIFFERENT: {difference['kind']}; again with:")
            print(f"  {sys.argv[0]} --engine '{options.engine}' --seed {options.seed} --case {difference['case']}")
            for part in ("inputs", "ours", "theirs"):
                self.show_part(part, difference[part])
        if options.report:
            with open(options.report, "w", encoding="utf-8") as report:
                report.writelines(json.dumps({"seed": options.seed, **each}) + "\n" for each in self.differences)

    def show_part(self, name, value):
        whole = self.options.case is not None
        if name == "inputs":
            for key, inner in value.items():
                text = inner if isinstance(inner, str) else json.dumps(inner, ensure_ascii=False)
                print(f"    {key}: {text if whole else text[:700]}")
        else:
            text = json.dumps(value, ensure_ascii=False)
            print(f"  {name}: {text if whole else text[:700]}")

    def summary(self):
        counts = self.counts
        print(f"{self.done} cases in {time.monotonic() - self.started:.1f} s, seed {self.options.seed}")
        for kind in sorted({what.rsplit(" ", 1)[0] for what in counts if what.endswith((" agree", " differ"))}):
            print(f"  {kind:32} {counts.get(kind + ' agree', 0):7} agree {counts.get(kind + ' differ', 0):6} differ")
        facts = sorted(f"{what} {count}" for what, count in counts.items() if not what.endswith((" agree", " differ")))
        print("  officially: " + ", ".join(facts))
        passed = self.total(" agree")
        print(f"{passed} passed, {self.failed} failed")
        return 0 if passed and not self.failed else 1


def main():
    options = arguments()
    options.seed = options.seed or str(random.SystemRandom().randrange(10**9))
    print(f"seed {options.seed}", file=sys.stderr, flush=True)
    run = Run(options)
    run.go()
    run.show()
    return run.summary()


if __name__ == "__main__":
    sys.exit(main())
