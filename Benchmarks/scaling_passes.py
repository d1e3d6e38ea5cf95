#!/usr/bin/env python3
"""How the time of each pass grows with the module: n and 4n operations, beside mlir-opt.

  scaling_passes.py [--operations 5000] [--shapes a,b] [--passes a,b] [--limit 20] [--above 6]
                    [--json FILE]

For every shape of `scaling_shapes.py` and every pass of `tangram opt --list-passes`, the whole
process is timed on n and on 4n operations: what is linear takes 4 times as long, or less, what is
quadratic up to 16 times. Those above a bound are listed, with what `mlir-opt-19` does on the same
files where it has the pass. Modules that a pass refuses are passed over.

    swift build -c release --product tangram && Benchmarks/scaling_passes.py
"""

import argparse
import json
import math
import os
import resource
import signal
import subprocess
import sys
import tempfile

from scaling_shapes import SHAPES

HERE = os.path.dirname(os.path.abspath(__file__))
# What is done with a module besides: reading, checking and writing.
WRITING = {
    "(read and write)": [], "(generic)": ["--generic"], "(aliases)": ["--print-aliases"],
    "(users)": ["--print-users"], "(binary)": ["--emit-binary"],
}  # fmt: skip
THEIRS = {
    "(read and write)": [],
    "(generic)": ["--mlir-print-op-generic"],
    "(users)": ["--mlir-print-value-users"],
    "(binary)": ["--emit-bytecode"],
    "canonicalize": ["--canonicalize"],
    "common-subexpression-elimination": ["--cse"],
    "gpu-kernel-outlining": ["--gpu-kernel-outlining"],
    "gpu-launch-sink-index-computations": ["--gpu-launch-sink-index-computations"],
    "inline": ["--inline"],
    "integer-range-optimizations": ["--int-range-optimizations"],
    "loop-invariant-code-motion": ["--loop-invariant-code-motion"],
    "lower-affine": ["--lower-affine"],
    "lower-to-llvm": [
        "--lower-affine", "--convert-scf-to-cf", "--expand-strided-metadata",
        "--finalize-memref-to-llvm", "--convert-vector-to-llvm", "--convert-to-llvm",
        "--reconcile-unrealized-casts",
    ],
    "memory-optimizations": ["--pass-pipeline=builtin.module(func.func(affine-scalrep))"],
    "remove-dead-values": ["--remove-dead-values"],
    "sparse-constant-propagation": ["--sccp"],
    "symbol-dead-code-elimination": ["--symbol-dce"],
}  # fmt: skip


def seconds(command, limit):
    """Processor seconds; infinite beyond the limit, `None` if the program refuses."""
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1)),
    )  # fmt: skip
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = 0
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
            return math.inf
        print(f"{' '.join(command)}: signal {os.WTERMSIG(status)}", file=sys.stderr)
        return None
    return usage.ru_utime + usage.ru_stime if status == 0 else None


def growth(commands, limit):
    """The times of both sizes and their ratio."""
    times = []
    for command in commands:
        time = seconds(command, limit)
        if time is None:
            return None
        times.append(time)
        if time == math.inf:
            return [*times, math.inf][:2] if len(times) == 2 else [math.inf, math.inf]
    return times


def ratio(times):
    return times[1] / times[0] if times[1] < math.inf else math.inf


def written(times):
    """`0.12 -> 0.50 s (4.2)`."""
    if times is None:
        return "-"
    if times[1] == math.inf:
        return f"{times[0]:.2f} -> too long"
    return f"{times[0]:.2f} -> {times[1]:.2f} s ({ratio(times):.1f})"


def passes(tangram):
    listed = subprocess.run([tangram, "opt", "--list-passes"], capture_output=True, text=True)
    return [line.split(":")[0] for line in listed.stdout.splitlines() if line[:1].strip()]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--operations", type=int, default=5000, help="n")
    parser.add_argument("--shapes", default=",".join(SHAPES), help="which modules")
    parser.add_argument("--passes", help="which passes")
    parser.add_argument("--limit", type=int, default=20, help="seconds that a program may take")
    parser.add_argument("--above", type=float, default=6, help="the ratio from which to tell")
    parser.add_argument("--tangram", default=os.path.join(HERE, "../.build/release/tangram"))
    parser.add_argument("--mlir-opt", default="mlir-opt-19")
    parser.add_argument("--json", help="write all figures to this file")
    options = parser.parse_args()
    ours = dict(WRITING)
    ours.update((name, ["--passes", name]) for name in passes(options.tangram))
    if options.passes:
        ours = {name: ours[name] for name in options.passes.split(",")}
    rows = []
    print(f"{'module':22}{'pass':36}{'tangram':>26}{'mlir-opt':>26}")
    with tempfile.TemporaryDirectory() as folder:
        for shape in options.shapes.split(","):
            files = []
            for size in (options.operations, 4 * options.operations):
                files.append(os.path.join(folder, f"{shape}-{size}.mlir"))
                with open(files[-1], "w") as out:
                    out.write(SHAPES[shape](size))
            if growth([[options.tangram, "opt", file] for file in files], options.limit) is None:
                sys.exit(f"scaling_passes.py: '{shape}' cannot be read")
            for name, arguments in ours.items():
                own = growth(
                    [[options.tangram, "opt", f, "--threads", "1", "-o", out, *arguments]
                     for f, out in zip(files, [os.path.join(folder, "out")] * 2)],
                    options.limit,
                )  # fmt: skip
                slow = own is not None and (
                    own[1] == math.inf or own[1] > 0.2 and ratio(own) > options.above
                )
                rival = None
                if slow and name in THEIRS:
                    rival = growth(
                        [[options.mlir_opt, f, "--mlir-disable-threading", "-o", "/dev/null",
                          *THEIRS[name]] for f in files],
                        options.limit,
                    )  # fmt: skip
                rows.append({"shape": shape, "pass": name, "tangram": own, "mlir-opt": rival})
                if slow:
                    print(f"{shape:22}{name:36}{written(own):>26}{written(rival):>26}", flush=True)
    ran = [row for row in rows if row["tangram"] is not None]
    slow = [row for row in ran if ratio(row["tangram"]) > options.above]
    print(f"{len(ran)} runs of {len(rows)}, {len(slow)} grew more than {options.above} times")
    if options.json:
        with open(options.json, "w") as out:
            json.dump(rows, out)


if __name__ == "__main__":
    main()
