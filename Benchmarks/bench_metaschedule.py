#!/usr/bin/env python3
"""Searches for the schedule of one known size, beside TVM's MetaSchedule.

  bench_metaschedule.py [--problems 128x768x768,56x56x64-64/3x3s1] [--ways evolution,rules,beam,generic] [options]

A problem is a product, ROWSxINNERxCOLUMNS, or a convolution with bias and relu, channels last,
HEIGHTxWIDTHxINPUTS-OUTPUTS/TAPSxTAPSsSTRIDE, both with constant weights, which either side may lay as it likes.
For each, every way searches from nothing, once for each number of --trials (MetaSchedule once, and what it had by then):
the curve of the best time over candidates and seconds. The schedules found then run side by side (match.py).
Prints what the curves were at those numbers of trials, and how many times as long as each of ours MetaSchedule
takes; writes JSON with --json, and reads it again with --from, to add problems. Needs
`scripts/setup --bench`, with TVM in .cache/tvm.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import bench_convolutions
import bench_products
import bench_search
import match
import picture

ROOT = os.path.dirname(match.HERE)
TVM = os.path.join(ROOT, ".cache", "tvm", "bin", "python")
USUAL = [
    "128x768x768", "2048x768x2304", "16x768x3072", "384x3072x768",
    "56x56x64-64/3x3s1", "56x56x128-128/3x3s2", "14x14x256-256/3x3s1", "56x56x256-64/1x1s1",
]  # fmt: skip
WAYS = [way for way in bench_search.WAYS if "trees" not in way]
PRODUCT = re.compile(r"(\d+)x(\d+)x(\d+)$")
CONVOLUTION = re.compile(r"(\d+)x(\d+)x(\d+)-(\d+)/(\d+)x\5s(\d+)$")


class Problem:
    """A product or a convolution: as MetaSchedule is told of it, its sizes, how many operations it has."""

    def __init__(self, name):
        self.name = name
        if found := PRODUCT.match(name):
            rows, inner, columns = map(int, found.groups())
            self.told = {"kind": "product", "rows": rows, "inner": inner, "columns": columns}
            self.sizes, self.work = {"m": rows}, 2.0 * rows * inner * columns
        elif found := CONVOLUTION.match(name):
            height, width, inputs, outputs, taps, stride = map(int, found.groups())
            self.told = {
                "kind": "convolution", "batch": 1, "inputs": inputs, "outputs": outputs, "height": height,
                "width": width, "taps": taps, "stride": stride,
            }  # fmt: skip
            self.sizes = {"batch": 1, "height": height, "width": width}
            positions = ((height - 1) // stride + 1) * ((width - 1) // stride + 1)
            self.work = 2.0 * positions * outputs * inputs * taps * taps
        else:
            raise argparse.ArgumentTypeError(
                f"'{name}' is neither ROWSxINNERxCOLUMNS nor HEIGHTxWIDTHxINPUTS-OUTPUTS/TAPSxTAPSsSTRIDE")

    def write(self, path):
        told = self.told
        if told["kind"] == "product":
            bench_products.write_model(path, told["inner"], told["columns"])
        else:
            keys = ("inputs", "outputs", "taps", "stride")
            bench_convolutions.write_model(path, *(told[key] for key in keys), groups=1)


def meta_schedule(problem, work, options):
    """MetaSchedule's course, [trials, nanoseconds, seconds], and where its best schedules are."""
    settings = f"{options.seed}-{options.threads}-{'-'.join(map(str, options.trials))}"
    name = problem.name.replace("/", "_") + "-" + settings
    folder = os.path.abspath(os.path.join(options.keep or work, name))
    known = os.path.join(folder, "course.json")
    if not os.path.exists(known):
        os.makedirs(folder, exist_ok=True)
        command = [TVM, os.path.join(match.HERE, "metaschedule.py"), json.dumps(problem.told), folder]
        command += ["--trials", ",".join(map(str, options.trials)), "--seed", str(options.seed)]
        command += ["--threads", str(options.threads)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stderr.strip()[-2000:]}")
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        with open(known, "w") as file:
            json.dump([[one["trials"], one["best_ns"], one["seconds"]] for one in lines], file)
    with open(known) as file:
        return json.load(file), folder


def play(problem, options):
    """All searches of a problem, and their ends side by side."""
    with tempfile.TemporaryDirectory() as work:
        model = os.path.join(work, "problem.onnx")
        problem.write(model)
        library = match.build_probe(work)
        dims = [f"{name}={size}" for name, size in problem.sizes.items()]
        setup = {
            "model": model, "threads": options.threads, "probe": library, "fill": {"x": "normal:2"},
            "cores": match.cores_for(options.threads), "calls_from_c": True,
        }  # fmt: skip
        ends, courses = {}, {}
        if options.has_tvm:
            try:
                course, folder = meta_schedule(problem, work, options)
                for trials in options.trials:
                    name = f"metaschedule-{trials}"
                    courses[name] = [one for one in course if one[0] <= trials]
                    place = os.path.join(folder, str(trials))
                    ends[name] = {"kind": "metaschedule", "python": TVM, "folder": place}
            except RuntimeError as error:
                print(f"{problem.name}: left out: {error}", file=sys.stderr)
        for way in options.ways:
            for trials in options.trials if way != "generic" else [0]:
                name = f"{way}-{trials}" if trials else way
                database, folder = os.path.join(work, f"{name}.tuning"), os.path.join(work, name)
                course, seconds, _ = bench_search.tune(
                    options.tangram, model, dims, way, options.seed, trials, options.threads, database
                )
                courses[name] = [[n, ns, at] for n, ns, _, at in course] + [[None, None, seconds]]
                command = [options.tangram, "compile", model, "-o", folder, "--tuning", database]
                bench_search.run(command + [word for dim in dims for word in ("--dim", dim)])
                ends[name] = {"kind": "tangram", "folder": folder}
        folder = os.path.join(work, "untuned")
        match.compile_model(options.tangram, model, folder, dims)
        ends["untuned"] = {"kind": "tangram", "folder": folder}
        contenders = {name: match.Contender(name, {**setup, **end}) for name, end in ends.items()}
        row = match.play(contenders, problem.sizes, options.rounds, options.seconds)
        versions = {end["kind"]: contenders[name].version for name, end in ends.items()}
        for contender in contenders.values():
            contender.close()
    return {"problem": problem.name, "work": problem.work, "courses": courses,
            "ends": row["contenders"], "versions": versions}  # fmt: skip


def at(course, trials=None, seconds=None):
    """The best time of a course by then, in nanoseconds."""
    known = [
        ns for n, ns, s in course
        if ns and (trials is None or n <= trials) and (seconds is None or s <= seconds)
    ]  # fmt: skip
    return min(known, default=None)


def report(results, trials):
    """Prints the ends of all problems, and means."""
    ratios = {}
    for row in results:
        took = {name: cell.get("median_ms") for name, cell in row["ends"].items()}
        probes = [cell["probe_gflops"] for cell in row["ends"].values() if "probe_gflops" in cell]
        print(f"\n{row['problem']}, probes {min(probes):.0f} to {max(probes):.0f} GFLOP/s")
        for name, ms in took.items():
            course = row["courses"].get(name, [])
            seconds = f"{course[-1][2]:6.0f} s" if course else " " * 8
            speed = f"{ms * 1e3:9.1f} us {row['work'] / ms / 1e6:6.0f} GFLOP/s" if ms else "failed"
            print(f"  {name:18}{seconds} {speed}  differs by {row['ends'][name].get('difference')}")
        for count in trials:
            rival = f"metaschedule-{count}"
            for name, ms in took.items():
                if took.get(rival) and ms and (name.endswith(f"-{count}") or name in ("generic", "untuned")):
                    ratios.setdefault((rival, name), []).append(took[rival] / ms)
    for (rival, name), values in ratios.items():
        if name != rival:
            print(f"{rival} takes {match.geometric_mean(values):.2f} times as long as {name}, at worst "
                  f"{min(values):.2f} (geometric mean of {len(values)})")  # fmt: skip


def curves(row):
    """The best speed over candidates and over seconds, as two plots of one problem.

    Each search by its own timings; MetaSchedule says what it has after each batch.
    """
    speed = lambda ns: row["work"] / ns
    (over_trials, over_seconds) = ([], [])
    longest = {}
    for name, course in row["courses"].items():
        way = name.rsplit("-", 1)[0] if name[-1].isdigit() else name
        if way not in longest or len(course) > len(longest[way]):
            longest[way] = course
    for way, course in sorted(longest.items()):
        best, trials, seconds = None, [], []
        for count, ns, at_second in course:
            if ns:
                best = min(ns, best or ns)
                trials.append((max(count, 1), speed(best)))
            if best:
                seconds.append((max(at_second, 0.1), speed(best)))
        over_trials.append((way, trials))
        over_seconds.append((way, seconds))
    untuned = row["ends"].get("untuned", {}).get("median_ms")
    for lines in (over_trials, over_seconds) if untuned else ():
        ends = [x for _, points in lines for x, _ in points]
        lines.append(("untuned", [(x, speed(untuned * 1e6)) for x in (min(ends), max(ends))]))
    top = 1.1 * max(y for _, points in over_trials for _, y in points)
    return [
        picture.Plot(f"{row['problem']}: GFLOP/s over candidates", over_trials, top, "", True, True),
        picture.Plot("GFLOP/s over seconds", over_seconds, top, "", True, True),
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words = lambda text: [word for word in text.split(",") if word]
    parser.add_argument("--problems", default=",".join(USUAL), type=words)
    parser.add_argument("--ways", default="evolution,rules,beam,generic", type=words)
    parser.add_argument("--trials", default="64", type=lambda text: [int(n) for n in words(text)])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.2, help="of one window")
    parser.add_argument("--tangram", default=os.path.join(ROOT, ".build", "release", "tangram"))
    parser.add_argument("--keep", help="folder in which what MetaSchedule finds stays, for the next time")
    parser.add_argument("--json", help="file for all figures")
    parser.add_argument("--svg", help="file for the curves")
    parser.add_argument("--from", dest="before", action="append", default=[], metavar="JSON",
                        help="figures of runs before, which are reported too")  # fmt: skip
    options = parser.parse_args()
    if unknown := [way for way in options.ways if way not in WAYS]:
        parser.error(f"there is no way '{unknown[0]}'; there are {', '.join(WAYS)}")
    options.has_tvm = os.path.exists(TVM)
    if not options.has_tvm:
        print("left out: TVM's MetaSchedule: there is no .cache/tvm; see scripts/setup --bench", file=sys.stderr)
    results = []
    for path in options.before:
        with open(path) as file:
            results += json.load(file)
    try:
        problems = [Problem(name) for name in options.problems]
    except argparse.ArgumentTypeError as error:
        parser.error(str(error))
    for problem in problems:
        results.append(play(problem, options))
        if options.json:
            with open(options.json, "w") as file:
                json.dump(results, file, indent=1)
    report(results, options.trials)
    if options.svg:
        picture.draw(options.svg, [curves(row) for row in results if row["courses"]])


if __name__ == "__main__":
    main()
