#!/usr/bin/env python3
"""The IR beside mlir-opt: big modules of text, read, checked, simplified and written on one thread.

  bench_ir.py [--operations 1000000] [--shapes functions,nested] [--repeats 3] [--limit 120]
              [--json FILE]

Both programs run in turn on the same file, `tangram opt` and `mlir-opt-19`, each a process of its
own; what is told is the median of the processor's seconds and the peak of memory, and how many times
as much the rival takes. Beside every row stands what fused multiply-adds the core reached then
(probe.c), since clocks and neighbours change. A program that needs more seconds than the limit is
said to. The last column comes from `IRTimes`: copying the largest function, in microseconds for a
thousand operations.

    swift build -c release --product tangram && swift build -c release --product IRTimes
"""

import argparse
import ctypes
import json
import math
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BINARIES = os.path.join(HERE, "..", ".build", "release")
NO_FLAGS = " <{overflowFlags = #arith.overflow<none>}>"
GENERIC = (["--generic"], ["--mlir-print-op-generic"])
WORK = {
    "parse, verify, print": GENERIC,
    "canonicalise, CSE too": (
        [*GENERIC[0], "--passes", "canonicalize,common-subexpression-elimination"],
        [*GENERIC[1], "--pass-pipeline=builtin.module(canonicalize,cse)"],
    ),
    "print readable forms": ([], []),
}


def binary(name, result, a, b):
    flags = NO_FLAGS if name in ("addi", "subi", "muli") else ""
    return f'%{result} = "arith.{name}"(%{a}, %{b}){flags} : (i32, i32) -> i32\n'


def constant(result, value, type="i32"):
    return f'%{result} = "arith.constant"() <{{value = {value} : {type}}}> : () -> {type}\n'


def function(name, body, inputs="i32, i32", results="i32"):
    arguments = ", ".join(f"%a{i}: {t}" for i, t in enumerate(inputs.split(", ")))
    return (
        f'"func.func"() <{{function_type = ({inputs}) -> {results}, sym_name = "{name}"}}> ({{\n'
        f"^bb0({arguments}):\n{body}}}) : () -> ()\n"
    )


def give(value, type="i32"):
    return f'"func.return"(%{value}) : ({type}) -> ()\n'


def random_body(count, dice):
    """Arithmetic on what was computed shortly before, with constants now and then."""
    known, lines = ["a0", "a1"], []
    for i in range(count):
        if dice.random() < 0.05:
            lines.append(constant(i, dice.randrange(64)))
        else:
            name = dice.choice(["addi", "muli", "subi", "andi", "xori"])
            lines.append(binary(name, i, dice.choice(known[-8:]), dice.choice(known[-8:])))
        known.append(str(i))
    return "".join(lines) + give(known[-1])


def functions(count, dice):
    size = 1000
    return "".join(function(f"f{i}", random_body(size, dice)) for i in range(count // size))


def one_function(count, dice):
    return function("f", random_body(count, dice))


def nested(count, dice):
    """Loops in loops around a load, an addition, a condition and a store."""
    loop = (
        '"scf.for"(%zero, %n, %one) ({{\n^bb0(%{i}: index):\n{body}"scf.yield"() : () -> ()\n'
        "}}) : (index, index, index) -> ()\n"
    )
    inner = (
        '%v = "memref.load"(%m, %i, %j) : (memref<?x?xi32>, index, index) -> i32\n'
        '%w = "memref.load"(%m, %i, %j) : (memref<?x?xi32>, index, index) -> i32\n'
        + binary("addi", "s", "v", "w")
        + '%c = "arith.cmpi"(%s, %k) <{predicate = 2 : i64}> : (i32, i32) -> i1\n'
        '"scf.if"(%c) ({\n'
        '"memref.store"(%s, %m, %i, %j) : (i32, memref<?x?xi32>, index, index) -> ()\n'
        '"scf.yield"() : () -> ()\n}, {\n}) : (i1) -> ()\n'
    )
    nest = loop.format(i="i", body=loop.format(i="j", body=inner))
    head = constant("zero", 0, "index") + constant("one", 1, "index") + constant("k", 7)
    body = head + nest * 10 + '"func.return"() : () -> ()\n'
    text = "".join(
        function(f"f{i}", body, "memref<?x?xi32>, index", "()") for i in range(count // 100)
    )
    return text.replace("%m", "%a0").replace("%n", "%a1")


def chain(count, dice):
    """A chain of additions of constants, which folds into one."""
    lines, last = [], "a0"
    for i in range(count // 2):
        lines += [constant(f"c{i}", i % 100), binary("addi", i, last, f"c{i}")]
        last = str(i)
    return function("f", "".join(lines) + give(last))


def one_value(count, dice):
    """One value that every operation uses."""
    lines = [binary("addi", "x", "a0", "a1")]
    for i in range(count // 2):
        lines += [binary("muli", i, "x", f"s{i - 1}" if i else "x"), binary("addi", f"s{i}", i, "x")]
    return function("f", "".join(lines) + give(f"s{count // 2 - 1}"))


def blocks(count, dice):
    """A ladder of blocks with arguments, all of which may also go to the end."""
    size, lines = count // 4, []
    for i in range(size):
        lines.append(
            f'%c{i} = "arith.cmpi"(%p{i - 1}, %a1) <{{predicate = 2 : i64}}> : (i32, i32) -> i1\n'
            f'"cf.cond_br"(%c{i}, %p{i - 1}, %p{i - 1})[^b{i}, ^end] '
            f"<{{operandSegmentSizes = array<i32: 1, 1, 1>}}> : (i1, i32, i32) -> ()\n"
            f"^b{i}(%q{i}: i32):\n" + binary("addi", f"p{i}", f"q{i}", "a1")
        )
    lines.append(f'"cf.br"(%p{size - 1})[^end] : (i32) -> ()\n^end(%r: i32):\n' + give("r"))
    return function("f", "".join(lines).replace("%p-1", "%a0"))


def dense(count, dice):
    """Constants of many elements."""
    lines = []
    for i in range(count // 50):
        values = ", ".join(str(dice.randrange(1000)) for _ in range(48))
        lines.append(
            f'%{i} = "arith.constant"() <{{value = dense<[{values}]> : vector<48xi32>}}> '
            f": () -> vector<48xi32>\n"
        )
        if i:
            lines.append(
                f'%s{i} = "arith.xori"(%{i}, %{f"s{i - 1}" if i > 1 else 0}) '
                f": (vector<48xi32>, vector<48xi32>) -> vector<48xi32>\n"
            )
    body = "".join(lines) + give(f"s{count // 50 - 1}", "vector<48xi32>")
    return function("f", body, "i32", "vector<48xi32>")


SHAPES = {
    "functions": functions, "one-function": one_function, "nested": nested, "chain": chain,
    "one-value": one_value, "blocks": blocks, "dense": dense,
}  # fmt: skip


def run(command, limit):
    """Processor seconds and peak of memory in MB; seconds are infinite beyond the limit."""
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1)),
    )  # fmt: skip
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return math.inf, usage.ru_maxrss / 1024
    if status != 0:
        sys.exit(f"bench_ir.py: {command[0]} failed: {errors.decode(errors='replace')[:2000]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def contest(commands, repeats, limit):
    """Medians of each program's seconds and memory, one run of each in turn.

    What went beyond the limit once is not run again.
    """
    taken = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            if not taken[name] or taken[name][0][0] < math.inf:
                taken[name].append(run(command, limit))
    return {
        name: {
            "seconds": statistics.median(t for t, _ in runs),
            "megabytes": statistics.median(m for _, m in runs),
        }
        for name, runs in taken.items()
    }


def probe(folder):
    library = os.path.join(folder, "probe.so")
    source = os.path.join(HERE, "probe.c")
    subprocess.run(
        ["cc", "-O2", "-shared", "-fPIC", source, "-o", library, "-lpthread"], check=True
    )
    fma = ctypes.CDLL(library).probe_fma
    fma.restype = ctypes.c_double
    return fma


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--operations", type=int, default=1_000_000)
    parser.add_argument("--shapes", default=",".join(SHAPES), help="which modules")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--limit", type=int, default=120, help="seconds that a program may take")
    parser.add_argument("--tangram", default=os.path.join(BINARIES, "tangram"))
    parser.add_argument("--times", default=os.path.join(BINARIES, "IRTimes"))
    parser.add_argument("--mlir-opt", default="mlir-opt-19")
    parser.add_argument("--json", help="write the figures to this file")
    options = parser.parse_args()
    version = subprocess.run(
        [options.mlir_opt, "--version"], capture_output=True, text=True, check=True
    ).stdout
    version = next(line.strip() for line in version.splitlines() if "version" in line)
    print(f"{version}, load {os.getloadavg()[0]:.1f}")
    print(f"{'module':14}{'work':24}{'tangram':>16}{'mlir-opt':>16}{'time':>7}{'memory':>8}"
          f"{'GFLOP/s':>9}{'copy':>7}")  # fmt: skip
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        fma = probe(folder)
        for shape in options.shapes.split(","):
            file = os.path.join(folder, shape + ".mlir")
            with open(file, "w") as out:
                text = SHAPES[shape](options.operations, random.Random(1))
                out.write('"builtin.module"() ({\n' + text + "}) : () -> ()\n")
            own = subprocess.run([options.times, file], capture_output=True, text=True, check=True)
            times = json.loads(own.stdout)
            for work, (mine, theirs) in WORK.items():
                peak = fma()
                taken = contest(
                    {
                        "tangram": [options.tangram, "opt", file, "--threads", "1", *mine],
                        "mlir-opt": [
                            options.mlir_opt, file, "--mlir-disable-threading", *theirs
                        ],
                    },
                    options.repeats,
                    options.limit,
                )  # fmt: skip
                ours, rival = taken["tangram"], taken["mlir-opt"]
                rows.append(
                    {"shape": shape, "work": work, "probe": [peak, fma()], **taken, "times": times}
                )
                cells = [
                    f"{t['seconds']:6.2f} s {t['megabytes']:4.0f} MB"
                    if t["seconds"] < math.inf
                    else f"over {options.limit} s"
                    for t in (ours, rival)
                ]
                print(
                    f"{shape:14}{work:24}{cells[0]:>16}{cells[1]:>16}"
                    f"{rival['seconds'] / ours['seconds']:6.1f}x"
                    f"{rival['megabytes'] / ours['megabytes']:7.1f}x{peak:9.0f}"
                    f"{times.get('clone_us_per_1000', 0):7.1f}",
                    flush=True,
                )  # fmt: skip
    if options.json:
        for result in (row[name] for row in rows for name in ("tangram", "mlir-opt")):
            if result["seconds"] == math.inf:
                result["seconds"] = None
        with open(options.json, "w") as out:
            json.dump({"mlir-opt": version, "operations": options.operations, "rows": rows}, out)


if __name__ == "__main__":
    main()
