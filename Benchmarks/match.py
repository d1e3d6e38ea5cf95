"""Times several contenders side by side, fairly, on a machine that is not quiet.

Every contender is a process of its own on the same cores with the same number of threads. For each
case they are asked in turn, round after round, for a short window of calls each, so that a change
of the machine's speed hits all of them. Each window stands between two probes of the core's
multiply-add rate. A round in which any probe is well below the best one seen is thrown away and
repeated. The figure of a contender is the median, over the kept rounds, of the window's median.
"""

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
BAD_PROBE = 0.9  # of the best probe of the match; below it somebody else used the core
IDLE_SECONDS = 0.02  # between windows, until the last contender's threads sleep


def build_probe(folder):
    """Compiles the probe and what times C functions; returns the path of their library."""
    library = os.path.join(folder, "probe.so")
    sources = [os.path.join(HERE, name) for name in ("probe.c", "timing.c")]
    subprocess.run(
        ["cc", "-O2", "-shared", "-fPIC", *sources, "-o", library, "-lpthread"], check=True
    )
    return library


def machine_peak(library, threads):
    """The multiply-add rate of all threads together, in GFLOP/s, and what vectors it was had with."""
    import ctypes

    probe = ctypes.CDLL(library)
    probe.probe_machine.restype = ctypes.c_double
    probe.probe_machine.argtypes = [ctypes.c_int, ctypes.c_size_t]
    probe.probe_vectors.restype = ctypes.c_char_p
    return probe.probe_machine(threads, 0), probe.probe_vectors().decode()


def machine():
    """What a reader needs to know to compare figures."""
    model = platform.machine()
    try:
        with open("/proc/cpuinfo") as file:
            names = [line.split(":", 1)[1].strip() for line in file if "model name" in line]
        model = names[0] if names else model
    except OSError:
        pass
    return {"cpu": model, "cores": len(os.sched_getaffinity(0)), "system": platform.platform()}


class Contender:
    def __init__(self, name, setup):
        self.name = name
        self.log = tempfile.TemporaryFile(mode="w+")
        self.process = subprocess.Popen(
            [setup.get("python", sys.executable), os.path.join(HERE, "contender.py"), json.dumps(setup)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )  # fmt: skip
        ready = self._read()
        self.version, self.load_s = ready["version"], ready["load_s"]

    def ask(self, question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return self._read()

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _read(self):
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        self.log.seek(0)
        tail = self.log.read().strip().splitlines()[-1:]
        raise RuntimeError(f"{self.name} ended: {tail[0] if tail else 'no message'}")


def start(kinds, setup):
    """Contenders that could be started, by name; the others are told about."""
    started = {}
    for kind in kinds:
        try:
            started[kind] = Contender(kind, {**setup, "kind": kind})
        except RuntimeError as error:
            print(f"left out: {error}", file=sys.stderr)
    if not started:
        sys.exit("error: no contender could be started")
    return started


def play(contenders, sizes, rounds, seconds):
    """One case: the kept rounds of every contender, or the error of each that failed."""
    kept, errors, best_probe, first = {}, {}, 0.0, {}
    thrown = 0
    with tempfile.TemporaryDirectory() as folder:
        while thrown <= 2 * rounds:
            replies = {}
            for name, contender in contenders.items():
                if name in errors:
                    continue
                save = None if name in first else os.path.join(folder, f"{name}.npy")
                try:
                    reply = contender.ask({"sizes": sizes, "seconds": seconds, "save": save})
                except RuntimeError as error:
                    reply = {"error": str(error)}
                if "error" in reply:
                    errors[name] = reply["error"]
                    continue
                first.setdefault(name, reply["first_ms"])
                replies[name] = reply
                time.sleep(IDLE_SECONDS)
            probes = [value for reply in replies.values() for value in reply["probe"]]
            if not probes:
                break
            best_probe = max(best_probe, *probes)
            if min(probes) < BAD_PROBE * best_probe and thrown < 2 * rounds:
                thrown += 1
                continue
            for name, reply in replies.items():
                kept.setdefault(name, []).append(reply)
            if len(next(iter(kept.values()))) >= rounds:
                break
        outputs = {
            name: np.load(path)
            for name in kept
            if os.path.exists(path := os.path.join(folder, f"{name}.npy"))
        }
    result = {"sizes": sizes, "thrown_rounds": thrown, "contenders": {}}
    reference = outputs.get("onnxruntime", next(iter(outputs.values()), None))
    for name, rows in kept.items():
        result["contenders"][name] = {
            "median_ms": statistics.median(row["median_ms"] for row in rows),
            "best_ms": min(row["median_ms"] for row in rows),
            "first_ms": first[name],
            "probe_gflops": statistics.median(p for row in rows for p in row["probe"]),
            "difference": difference(outputs.get(name), reference),
        }
    for name, error in errors.items():
        result["contenders"][name] = {"error": error}
    return result


def difference(found, reference):
    """The largest absolute difference, or None when there is nothing to compare."""
    if found is None or reference is None or found.shape != reference.shape:
        return None
    return float(np.max(np.abs(found - reference), initial=0))


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values))) if values else float("nan")


def cores_for(threads):
    """The last cores: the first one serves the machine's interrupts."""
    cores = sorted(os.sched_getaffinity(0))
    if threads > len(cores):
        sys.exit(f"error: {threads} threads were asked for, this process may use {len(cores)} cores")
    return cores[-threads:]


def compile_model(tangram, model, folder, dims, floats="strict"):
    """Runs `tangram compile`; returns the compiler's version."""
    command = [tangram, "compile", model, "-o", folder, "--float", floats]
    for dim in dims:
        command += ["--dim", dim]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr.strip()}")
    said = subprocess.run([tangram, "--version"], capture_output=True, text=True)
    return said.stdout.strip()


def contest(
    options, model, cases, fill, dims=(), folder=None, products=None, one_thread_only=(), pytorch=None,
    calls_from_c=False,
):
    """All contenders on all cases of one model, for each number of threads.

    `options` has tangram, contenders, threads, rounds and seconds, as `add_options` declares them;
    `cases` is a list of sizes by name, `dims` what `tangram compile` is told about sizes, `folder`
    what it has already written, `products` what `products.build` has built, `pytorch` the function of
    pytorch.py that is the model; `calls_from_c`, which products imply, lets Python out of Tangram's
    calls. Returns everything that `report` prints.
    """
    names = options.contenders.split(",")
    rows, versions, peaks, vectors, version = [], {}, {}, "", ""
    with tempfile.TemporaryDirectory() as work:
        library = build_probe(work)
        if "tangram" in names and not folder:
            folder = os.path.join(work, "compiled")
            version = compile_model(options.tangram, model, folder, dims, options.float)
        for threads in map(int, options.threads.split(",")):
            peaks[threads], vectors = machine_peak(library, threads)
            able = [name for name in names if threads == 1 or name not in one_thread_only]
            contenders = start(able, {
                "model": model, "folder": folder, "threads": threads, "probe": library,
                "fill": fill, "cores": cores_for(threads), "version": version,
                "products": products, "calls_from_c": calls_from_c or bool(products), "pytorch": pytorch,
            })  # fmt: skip
            versions |= {name: one.version for name, one in contenders.items()}
            for sizes in cases:
                rows.append({
                    "threads": threads, **play(contenders, sizes, options.rounds, options.seconds)
                })  # fmt: skip
                print(".", end="", file=sys.stderr, flush=True)
            for one in contenders.values():
                one.close()
            if threads == 1:  # the machine may have been busy just when its peak was taken
                probes = [c["probe_gflops"] for row in rows for c in row["contenders"].values()
                          if "probe_gflops" in c]  # fmt: skip
                peaks[threads] = max([peaks[threads], *probes])
    print(file=sys.stderr)
    return {"machine": machine(), "vectors": vectors, "versions": versions, "peak_gflops": peaks,
            "results": rows}  # fmt: skip


def add_options(parser, contenders, seconds):
    """What every benchmark can be told."""
    tangram = os.path.join(HERE, "..", ".build", "release", "tangram")
    parser.add_argument("--tangram", default=tangram, help="the compiler")
    parser.add_argument("--float", default="strict", help="what Tangram may do: strict or fast")
    parser.add_argument("--contenders", default=contenders)
    parser.add_argument("--threads", default="1,2", help="one table for each number")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=seconds, help="of one window")
    parser.add_argument("--json", help="file for all figures")


def heading(outcome):
    """The machine, its peaks and everybody's version."""
    versions = outcome["versions"].items()
    peaks = outcome["peak_gflops"].items()
    return (f"{outcome['machine']['cpu']}, {outcome['vectors']}; "
            + ", ".join(f"{name} {version}".strip() for name, version in versions) + "\npeak: "
            + ", ".join(f"{peak:.0f} GFLOP/s with {n} thread(s)" for n, peak in peaks))  # fmt: skip


def report(options, outcome, title="", work=None):
    """Prints the outcome of a contest."""
    names = [name for name in options.contenders.split(",") if name in outcome["versions"]]
    print((f"{title}; " if title else "") + heading(outcome))
    peaks = outcome["peak_gflops"]
    print_table(outcome["results"], names, work=work, peaks=peaks if work else None)


def save(options, outcome):
    """Writes the outcome where `--json` says."""
    if options.json:
        with open(options.json, "w") as file:
            json.dump(outcome, file, indent=1)


def print_table(rows, names, work=None, peaks=None):
    """One line a case. `work` gives a case's floating-point operations, for GFLOP/s."""
    ours = "tangram" if "tangram" in names else names[0]
    head = f"{'threads':>7}  {'sizes':24}"
    for name in names:
        head += f"  {name:>20}"
        head += "" if name == ours else f" {'x':>5}"
    print(head + "    probe GFLOP/s")
    for row in rows:
        sizes = ",".join(f"{name}={size}" for name, size in row["sizes"].items())
        line = f"{row['threads']:>7}  {sizes:24}"
        own = row["contenders"].get(ours, {}).get("median_ms")
        for name in names:
            cell = row["contenders"].get(name, {})
            if "median_ms" not in cell:
                line += f"  {'failed' if 'error' in cell else '-':>20}"
                line += "" if name == ours else " " * 6
                continue
            text = f"{cell['median_ms']:.3f} ms"
            if work:
                rate = work(row["sizes"]) / cell["median_ms"] / 1e6
                share = f" {100 * rate / peaks[row['threads']]:3.0f}%" if peaks else ""
                text = f"{rate:.0f} GFLOP/s{share}"
            line += f"  {text:>20}"
            if name != ours:
                line += f" {cell['median_ms'] / own:5.2f}" if own else " " * 6
        probes = [c["probe_gflops"] for c in row["contenders"].values() if "probe_gflops" in c]
        print(line + "    " + " ".join(f"{probe:.0f}" for probe in probes))
    for threads in sorted({row["threads"] for row in rows}):
        for name in names:
            ratios = [
                row["contenders"][name]["median_ms"] / row["contenders"][ours]["median_ms"]
                for row in rows
                if row["threads"] == threads
                and "median_ms" in row["contenders"].get(name, {})
                and "median_ms" in row["contenders"].get(ours, {})
            ]
            if name != ours and ratios:
                print(
                    f"{threads} thread(s): {name} takes {geometric_mean(ratios):.2f} times as long"
                    f" as {ours} (geometric mean of {len(ratios)} cases)"
                )
    for row in rows:
        for name, cell in row["contenders"].items():
            if "error" in cell:
                print(f"{name} at {row['sizes']}: {cell['error']}")
