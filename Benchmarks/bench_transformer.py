#!/usr/bin/env python3
"""A sentence-embedding transformer over sequence lengths: Tangram beside its rivals.

  bench_transformer.py [--tangram .build/release/tangram | --artifact FOLDER] [options]

Prints a table (milliseconds, and how many times as long as Tangram each rival takes) and writes
JSON. Needs `scripts/setup --bench`. See match.py for how it is measured.
"""

import argparse
import json
import os
import sys
import tempfile

import match

ROOT = os.path.join(match.HERE, "..")
FILL = {"input_ids": "rand:7:30522", "attention_mask": "ones", "token_type_ids": "zeros"}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    models = os.path.join(ROOT, ".cache", "models")
    parser.add_argument("--model", default=os.path.join(models, "minilm-int8", "model.onnx"))
    parser.add_argument("--tangram", default=os.path.join(ROOT, ".build", "release", "tangram"))
    parser.add_argument("--artifact", help="a folder that `tangram compile` wrote")
    parser.add_argument("--contenders", default="tangram,onnxruntime,openvino")
    parser.add_argument("--lengths", default="1,8,16,32,64,100,128,129,256,384,512")
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--threads", default="1,2", help="one table for each number")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.25, help="of one window")
    parser.add_argument("--json", help="file for all figures")
    options = parser.parse_args()
    if not os.path.exists(options.model):
        sys.exit(f"error: there is no {options.model}; run scripts/setup --bench")
    names = options.contenders.split(",")
    lengths = [int(length) for length in options.lengths.split(",")]

    with tempfile.TemporaryDirectory() as work:
        library = match.build_probe(work)
        folder, version = options.artifact, ""
        if "tangram" in names and not folder:
            folder = os.path.join(work, "compiled")
            dims = [f"batch={options.batch}", f"sequence=1..{max(lengths)}"]
            version = match.compile_model(options.tangram, options.model, folder, dims)
        rows, versions, peaks, vectors = [], {}, {}, ""
        for threads in map(int, options.threads.split(",")):
            peaks[threads], vectors = match.machine_peak(library, threads)
            contenders = match.start(names, {
                "model": options.model, "folder": folder, "threads": threads, "probe": library,
                "fill": FILL, "cores": match.cores_for(threads), "version": version,
            })  # fmt: skip
            versions |= {name: one.version for name, one in contenders.items()}
            for length in lengths:
                sizes = {"batch": options.batch, "sequence": length}
                row = match.play(contenders, sizes, options.rounds, options.seconds)
                rows.append({"threads": threads, **row})
                print(".", end="", file=sys.stderr, flush=True)
            for one in contenders.values():
                one.close()
        print(file=sys.stderr)
    print(f"{match.machine()['cpu']}, {vectors}; " + ", ".join(
        f"{name} {version}".strip() for name, version in versions.items()))  # fmt: skip
    print("peak: " + ", ".join(f"{p:.0f} GFLOP/s with {t} thread(s)" for t, p in peaks.items()))
    match.print_table(rows, [name for name in names if name in versions])
    if options.json:
        with open(options.json, "w") as file:
            json.dump(
                {"machine": match.machine(), "versions": versions, "peak_gflops": peaks,
                 "model": os.path.basename(options.model), "results": rows},
                file, indent=1,
            )  # fmt: skip


if __name__ == "__main__":
    main()
