"""TVM's MetaSchedule on one product or convolution of constant weights; run by the Python of .cache/tvm.

  metaschedule.py PROBLEM FOLDER --trials 64,256 --seed 0 --threads 1

PROBLEM is JSON: {"kind": "product", "rows", "inner", "columns"}, or {"kind": "convolution", "batch",
"inputs", "outputs", "height", "width", "taps", "stride"}: relu(conv(x) + b), channels last. Weights may
lie as a schedule wants them (`layout_free_buffers`), as constants of a model may. After each batch a line of
JSON: {"trials", "failed", "best_ns", "seconds"}, from when the search began. It is one search, whose best
schedule after each of these numbers of trials is in the folder of that name, FOLDER/64, twice: `whole.so`, which takes
weights as they are written, and `timed.so`, for weights that lie as it wants them; `kernel.json` says how these
are called. `Tuned` runs them.
"""

import argparse
import json
import os
import sys
import time

import numpy as np


def described(problem):
    """The problem as TVM's tensor expressions: parameters, and which of them may lie in any way."""
    from tvm import te, topi

    if problem["kind"] == "product":
        rows, inner, columns = (problem[name] for name in ("rows", "inner", "columns"))
        x = te.placeholder((rows, inner), name="x")
        w = te.placeholder((inner, columns), name="w")
        k = te.reduce_axis((0, inner), name="k")
        y = te.compute((rows, columns), lambda i, j: te.sum(x[i, k] * w[k, j], axis=k), name="y")
        return [x, w, y]
    batch, height, width, inputs = (problem[name] for name in ("batch", "height", "width", "inputs"))
    outputs, taps, stride = (problem[name] for name in ("outputs", "taps", "stride"))
    x = te.placeholder((batch, height, width, inputs), name="x")
    w = te.placeholder((taps, taps, inputs, outputs), name="w")
    b = te.placeholder((outputs,), name="b")
    sums = topi.nn.conv2d_nhwc(x, w, stride, taps // 2, 1)
    y = te.compute(
        sums.shape,
        lambda n, i, j, o: te.max(sums[n, i, j, o] + b[o], te.const(0.0, "float32")), name="y",
    )  # fmt: skip
    return [x, w, b, y]


def search(problem, folder, marks, seed, threads):
    """Tunes, prints the course, and writes the best schedules into the folder."""
    import tvm
    from tvm import te
    from tvm.ir.utils import derived_object
    from tvm.s_tir import meta_schedule as ms
    from tvm.target import codegen

    cpu = codegen.llvm_get_system_cpu()
    target = tvm.target.Target({"kind": "llvm", "mcpu": cpu, "num-cores": threads})
    function = te.create_prim_func(described(problem)).with_attr("layout_free_buffers", [1])
    places = [os.path.join(folder, f"database_{name}.json") for name in ("workload", "record")]
    database = ms.database.JSONDatabase(*places)
    best_after, state = {}, {"trials": 0, "failed": 0, "best_ns": None}
    begun = time.perf_counter()

    @derived_object
    class Course(ms.measure_callback.PyMeasureCallback):
        """Says what each batch came to."""

        def apply(self, task_scheduler, task_id, candidates, builds, runs):
            for run in runs:
                state["trials"] += 1
                if run.error_msg is not None or not run.run_secs:
                    state["failed"] += 1
                    continue
                took = min(float(second) for second in run.run_secs) * 1e9
                state["best_ns"] = min(took, state["best_ns"] or took)
            line = {**state, "seconds": round(time.perf_counter() - begun, 2)}
            print(json.dumps(line), file=replies, flush=True)
            for mark in marks:
                if mark <= state["trials"] and mark not in best_after:
                    best_after[mark] = ms.tir_integration.compile_tir(database, function, target)

    replies, sys.stdout = sys.stdout, sys.stderr
    ms.tune_tir(
        function, target=target, work_dir=folder, max_trials_global=max(marks),
        num_trials_per_iter=min(64, *marks), num_tuning_cores=len(os.sched_getaffinity(0)), seed=seed,
        database=database, measure_callbacks=[*ms.MeasureCallback.create("default"), Course()],
    )  # fmt: skip
    for mark in marks:
        schedule = best_after.get(mark) or ms.tir_integration.compile_tir(database, function, target)
        if schedule is None:
            sys.exit("no candidate ran; the logs are in " + folder)
        write(schedule, os.path.join(folder, str(mark)), problem, target)


def write(schedule, folder, problem, target):
    """Builds a schedule, with and without what arranges the weights."""
    import tvm

    os.makedirs(folder, exist_ok=True)
    remove = tvm.s_tir.transform.RemoveWeightLayoutRewriteBlock(skip_tensor_rewrite=True)
    timed = remove(schedule.mod)
    (entry,) = [function for _, function in timed.functions_items()]
    shapes = [[int(n) for n in parameter.shape] for parameter in entry.params]
    for name, module in (("whole", schedule.mod), ("timed", timed)):
        tvm.compile(module, target=target).export_library(os.path.join(folder, f"{name}.so"))
    with open(os.path.join(folder, "kernel.json"), "w") as file:
        json.dump({"problem": problem, "shapes": shapes}, file)
    with open(os.path.join(folder, "schedule.txt"), "w") as file:
        file.write(f"{schedule.mod.script()}\n{schedule.trace}\n")


class Tuned:
    """The best schedule as a contender of match.py."""

    def __init__(self, setup):
        os.environ["TVM_NUM_THREADS"] = str(setup["threads"])
        import tvm

        self.tvm, self.device, self.version = tvm, tvm.cpu(), tvm.__version__
        self.folder, self.model = setup["folder"], setup["model"]
        with open(os.path.join(self.folder, "kernel.json")) as file:
            self.kernel = json.load(file)

    def load(self, name):
        module = self.tvm.runtime.load_module(os.path.join(self.folder, f"{name}.so"))
        return module, module["main"]

    def prepare(self, feed, _):
        import onnx

        constants = onnx.load(self.model).graph.initializer
        weight, *rest = [onnx.numpy_helper.to_array(one) for one in constants]
        if self.kernel["problem"]["kind"] == "convolution":
            weight = weight.transpose(2, 3, 1, 0)
        x = next(iter(feed.values())).reshape(self.kernel["shapes"][0])
        tensor = lambda value: self.tvm.runtime.tensor(np.ascontiguousarray(value), self.device)
        result = tensor(np.zeros(self.kernel["shapes"][-1], np.float32))
        given = [tensor(x), tensor(weight), *map(tensor, rest), result]
        _, whole = self.load("whole")
        whole(*given)
        # What weights hold does not change the time, but that they are numbers.
        placed = np.random.default_rng(1).standard_normal(self.kernel["shapes"][1], np.float32)
        module, _ = self.load("timed")
        own = [given[0], tensor(placed), *given[2:-1], tensor(np.zeros_like(result.numpy()))]
        return TunedCall(module, self.device, own, result.numpy())


class TunedCall:
    """Calls of `timed.so`, timed without Python between them; what it gives is of `whole.so`."""

    def __init__(self, module, device, given, result):
        self.evaluator = module.time_evaluator("main", device, number=1, repeat=32)
        self.module, self.given, self.result = module, given, result

    def __call__(self):
        self.module["main"](*self.given)
        return [self.result]

    def times(self, _, seconds):
        times, end = [], time.perf_counter() + seconds
        while not times or time.perf_counter() < end:
            times += self.evaluator(*self.given).results
        return times


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("problem", type=json.loads)
    parser.add_argument("folder")
    parser.add_argument("--trials", default="64", type=lambda t: [int(n) for n in t.split(",")])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    os.environ["TVM_NUM_THREADS"] = str(options.threads)
    search(options.problem, options.folder, options.trials, options.seed, options.threads)


if __name__ == "__main__":
    main()
