#!/usr/bin/env python3
"""The three networks of an OCR pipeline over image sizes: Tangram beside its rivals.

  bench_ocr.py [--parts detection,recognition,direction] [options]

Prints a table for each network (milliseconds, and how many times as long as Tangram each rival
takes) and writes JSON. Needs `scripts/setup --bench`. See match.py for how it is measured.
"""

import argparse
import os
import sys

import match

# Images, height, width.
SIZES = {
    "detection": [(1, 320, 320), (1, 480, 640), (1, 640, 640)],
    "recognition": [(1, 48, 320), (1, 48, 321), (1, 48, 640), (6, 48, 320)],
    "direction": [(1, 48, 192), (6, 48, 192)],
}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", default=",".join(SIZES))
    match.add_options(parser, "tangram,onnxruntime,openvino", 0.25)
    options = parser.parse_args()
    outcomes = {}
    for part in options.parts.split(","):
        model = os.path.join(match.HERE, "..", ".cache", "models", "ocr", f"{part}.onnx")
        if part not in SIZES or not os.path.exists(model):
            sys.exit(f"error: there is no {model}; run scripts/setup --bench")
        cases = [dict(zip(("x.0", "x.2", "x.3"), sizes)) for sizes in SIZES[part]]
        outcomes[part] = match.contest(options, model, cases, {"x": "page:1"})
        match.report(options, outcomes[part], part)
    match.save(options, outcomes)


if __name__ == "__main__":
    main()
