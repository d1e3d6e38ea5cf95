#!/usr/bin/env python3
"""A sentence-embedding transformer over sequence lengths: Tangram beside its rivals.

  bench_transformer.py [--tangram .build/release/tangram | --artifact FOLDER] [options]

Prints a table (milliseconds, and how many times as long as Tangram each rival takes) and writes
JSON. Needs `scripts/setup --bench`. See match.py for how it is measured.
"""

import argparse
import os
import sys

import match

FILL = {"input_ids": "rand:7:30522", "attention_mask": "ones", "token_type_ids": "zeros"}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    model = os.path.join(match.HERE, "..", ".cache", "models", "minilm-int8", "model.onnx")
    parser.add_argument("--model", default=model)
    parser.add_argument("--artifact", help="a folder that `tangram compile` wrote")
    parser.add_argument("--lengths", default="1,8,16,32,64,100,128,129,256,384,512")
    parser.add_argument("--batch", type=int, default=1)
    match.add_options(parser, "tangram,onnxruntime,openvino", 0.25)
    options = parser.parse_args()
    if not os.path.exists(options.model):
        sys.exit(f"error: there is no {options.model}; run scripts/setup --bench")
    lengths = [int(length) for length in options.lengths.split(",")]
    outcome = match.contest(
        options, options.model,
        [{"batch": options.batch, "sequence": length} for length in lengths], FILL,
        [f"batch={options.batch}", f"sequence=1..{max(lengths)}"], options.artifact,
    )  # fmt: skip
    match.report(options, outcome)
    match.save(options, {"model": os.path.basename(options.model), **outcome})


if __name__ == "__main__":
    main()
