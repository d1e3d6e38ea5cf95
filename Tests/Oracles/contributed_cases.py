"""Cases of ONNX Runtime's own operators (`com.microsoft`): models with sizes that are not known."""

from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import TensorProto, helper

DOMAIN = "com.microsoft"
ELEMENTS = {
    "f32": TensorProto.FLOAT, "i32": TensorProto.INT32, "i64": TensorProto.INT64,
    "u8": TensorProto.UINT8, "f16": TensorProto.FLOAT16,
}  # fmt: skip


@dataclass
class Case:
    """A model, the sizes at which it is run, and how its inputs are filled."""

    name: str
    # By name: element, sizes (numbers, or names of symbols).
    inputs: dict
    nodes: list
    outputs: list
    sizes: list
    constants: dict = field(default_factory=dict)
    # By name: a function of the random numbers, the shape and the sizes.
    fill: dict = field(default_factory=dict)
    rtol: float = 1e-4
    atol: float = 1e-5

    @property
    def model(self):
        infos = [
            helper.make_tensor_value_info(name, ELEMENTS[element], sizes)
            for name, (element, sizes) in self.inputs.items()
        ]
        outputs = [helper.make_empty_tensor_value_info(name) for name in self.outputs]
        constants = [onnx.numpy_helper.from_array(x, name) for name, x in self.constants.items()]
        graph = helper.make_graph(self.nodes, self.name, infos, outputs, constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(DOMAIN, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)

    def values(self, number):
        """Inputs for the sizes `number`, by name."""
        sizes, random = self.sizes[number], np.random.default_rng(number)
        values = {}
        for name, (element, shape) in self.inputs.items():
            shape = [sizes.get(size, size) for size in shape]
            fill = self.fill.get(name, lambda random, shape, sizes: random.normal(size=shape))
            dtype = helper.tensor_dtype_to_np_dtype(ELEMENTS[element])
            values[name] = np.asarray(fill(random, shape, sizes)).astype(dtype).reshape(shape)
        return values


def node(kind, inputs, outputs, **attributes):
    return helper.make_node(kind, inputs, outputs, domain=DOMAIN, **attributes)


def constants(**shapes):
    random = np.random.default_rng(7)
    return {
        name: (random.normal(size=shape) * 0.3).astype(np.float32)
        for name, shape in shapes.items()
    }


def below(bound, least=0):
    """Integers from `least` to below a size."""
    return lambda random, shape, sizes: random.integers(least, sizes.get(bound, bound), shape)


def up_to(bound):
    """Lengths from one to a size, the first of which is that size."""

    def fill(random, shape, sizes):
        lengths = random.integers(1, sizes[bound] + 1, shape)
        lengths[:1] = sizes[bound]
        return lengths

    return fill


def ones_and_zeros(random, shape, sizes):
    mask = random.integers(0, 3, shape) > 0
    mask[..., :1] = True
    return mask


def lowest_where_odd(random, shape, sizes):
    """A mask as exporters add it: the lowest number, or zero."""
    return np.where(ones_and_zeros(random, shape, sizes), 0, np.finfo(np.float32).min)


def tables(pairs):
    """Cosines and sines of angles, for 64 positions."""
    angles = np.outer(np.arange(64), 1 / 10 ** (np.arange(pairs) / pairs))
    return {"cos": np.cos(angles).astype(np.float32), "sin": np.sin(angles).astype(np.float32)}


def multi_head_attention():
    sizes = [
        {"b": 2, "s": 5, "l": 5, "p": 3, "t": 8}, {"b": 1, "s": 1, "l": 1, "p": 37, "t": 38},
        {"b": 3, "s": 33, "l": 33, "p": 17, "t": 50},
    ]  # fmt: skip
    cross = [
        {"b": 2, "s": 5, "l": 9}, {"b": 1, "s": 1, "l": 40}, {"b": 2, "s": 35, "l": 17},
    ]  # fmt: skip
    q, k, v = ("f32", ["b", "s", 24]), ("f32", ["b", "l", 24]), ("f32", ["b", "l", 40])
    k4, v4 = ("f32", ["b", 4, "l", 6]), ("f32", ["b", 4, "l", 6])
    own = {"q": q, "k": ("f32", ["b", "s", 24]), "v": ("f32", ["b", "s", 24])}
    past = {"pk": ("f32", ["b", 4, "p", 6]), "pv": ("f32", ["b", 4, "p", 6])}

    def case(name, names, inputs, sizes, outputs=("y",), bias=0, fill=None, **attributes):
        return Case(
            f"multi_head_attention_{name}", inputs,
            [node("MultiHeadAttention", names, outputs, num_heads=4, **attributes)],
            list(outputs), sizes, constants(w=[bias]) if bias else {}, fill or {},
        )  # fmt: skip

    yield case("plain", ["q", "k", "v"], {"q": q, "k": k, "v": v}, cross)
    yield case("scaled", ["q", "k", "v"], {"q": q, "k": k, "v": v}, cross, scale=0.25)
    yield case("causal", ["q", "k", "v"], own, sizes, unidirectional=1)
    yield case("bias", ["q", "k", "v", "w"], {"q": q, "k": k, "v": v}, cross, bias=88)
    yield case("heads", ["q", "k", "v"], {"q": q, "k": k4, "v": v4}, cross)
    kv = {"q": q, "k": k, "v": v}
    for name, shape, fill in [
        ("lengths", ["b"], up_to("l")), ("padding", ["b", "l"], ones_and_zeros),
        ("by_query", ["b", "s", "l"], ones_and_zeros),
    ]:  # fmt: skip
        yield case(
            f"mask_{name}", ["q", "k", "v", "", "m"], {**kv, "m": ("i32", shape)}, cross,
            fill={"m": fill},
        )  # fmt: skip
    yield case(
        "mask_filter", ["q", "k", "v", "", "m"], {**kv, "m": ("i32", ["b", "l"])}, cross,
        fill={"m": ones_and_zeros}, mask_filter_value=-3.0,
    )  # fmt: skip
    yield case(
        "attention_bias", ["q", "k", "v", "", "", "a"],
        {**kv, "a": ("f32", [1, 4, "s", "l"])}, cross,
    )  # fmt: skip
    yield case(
        "lowest_bias", ["q", "k", "v", "", "", "a"],
        {**kv, "a": ("f32", ["b", 1, "s", "l"])}, cross, fill={"a": lowest_where_odd},
    )  # fmt: skip
    for causal in (0, 1):
        yield case(
            f"past_{'causal' if causal else 'plain'}", ["q", "k", "v", "", "", "", "pk", "pv"],
            {**own, **past}, sizes, ("y", "nk", "nv"), unidirectional=causal,
        )  # fmt: skip
    yield case(
        "past_mask", ["q", "k", "v", "w", "m", "a", "pk", "pv"],
        {**own, "m": ("i32", ["b", "t"]), "a": ("f32", ["b", 4, "s", "t"]), **past},
        sizes, ("y", "nk", "nv"), bias=72, fill={"m": ones_and_zeros}, unidirectional=1,
    )  # fmt: skip


def packed_attention():
    sizes = [{"b": 2, "s": 5, "p": 3, "t": 8}, {"b": 1, "s": 1, "p": 37, "t": 38},
             {"b": 3, "s": 33, "p": 17, "t": 50}]  # fmt: skip

    def case(name, names, inputs, outputs=("y",), fill=None, value=24, **attributes):
        return Case(
            f"attention_{name}", {"x": ("f32", ["b", "s", 20]), **inputs},
            [node("Attention", ["x", "w", *names], outputs, num_heads=4, **attributes)],
            list(outputs), sizes, constants(w=[20, 48 + value], c=[48 + value]), fill or {},
        )  # fmt: skip

    yield case("plain", ["c"], {})
    yield case("causal", ["c"], {}, unidirectional=1)
    yield case("sizes", ["c"], {}, value=40, qkv_hidden_sizes=[24, 24, 40], scale=0.3)
    yield case("lengths", ["c", "m"], {"m": ("i32", ["b"])}, fill={"m": up_to("s")})
    yield case("padding", ["c", "m"], {"m": ("i32", ["b", "s"])}, fill={"m": ones_and_zeros})
    yield case(
        "by_query", ["c", "m"], {"m": ("i32", ["b", "s", "s"])}, fill={"m": ones_and_zeros}
    )
    past = {"p": ("f32", [2, "b", 4, "p", 6])}
    yield case("past", ["c", "", "p"], past, ("y", "n"), unidirectional=1)
    yield case(
        "past_mask", ["c", "m", "p"], {"m": ("i32", ["b", "t"]), **past}, ("y", "n"),
        fill={"m": ones_and_zeros},
    )  # fmt: skip
    yield case("bias", ["c", "", "", "a"], {"a": ("f32", [1, 4, "s", "s"])})


def ends(random, shape, sizes):
    """Where keys end, then where they begin."""
    batch = shape[0] // 2
    return [sizes["s"]] * batch + list(random.integers(0, sizes["s"], batch))


def padded_left():
    yield Case(
        "attention_from_to", {"x": ("f32", [3, "s", 20]), "m": ("i32", [6])},
        [node("Attention", ["x", "w", "c", "m"], ["y"], num_heads=4)], ["y"],
        [{"s": 5}, {"s": 1}, {"s": 33}], constants(w=[20, 72], c=[72]), {"m": ends},
    )  # fmt: skip


def group_query_attention():
    """As exporters for generation write it: lengths come of a mask over all positions."""
    grown = [
        {"b": 1, "s": 5, "p": 3, "t": 8}, {"b": 2, "s": 1, "p": 37, "t": 38},
        {"b": 1, "s": 33, "p": 17, "t": 50},
    ]  # fmt: skip
    first = [{"b": 2, "s": 5, "p": 0, "t": 5}, {"b": 1, "s": 1, "p": 0, "t": 1},
             {"b": 1, "s": 33, "p": 0, "t": 33}]  # fmt: skip
    shared = [{"b": 2, "s": 1, "p": 40, "t": 38}, {"b": 1, "s": 1, "p": 40, "t": 2}]

    def padded(random, shape, sizes):
        # The first of a batch is the longest; the second has less behind it.
        mask = np.ones(shape)
        for row in range(1, shape[0]):
            mask[row, sizes["t"] - min(row * 7, sizes["t"] - sizes["s"]):] = 0
        return mask

    def case(name, sizes, heads=4, keys=2, size=8, more=(), inputs=None, packed=False, fill=None,
             outputs=("y", "nk", "nv"), extra=None, **attributes):  # fmt: skip
        wide = (heads + 2 * keys) * size if packed else heads * size
        tensors = {"q": ("f32", ["b", "s", wide])}
        if not packed:
            tensors |= {"k": ("f32", ["b", "s", keys * size]), "v": ("f32", ["b", "s", keys * size])}
        tensors |= {
            "pk": ("f32", ["b", keys, "p", size]), "pv": ("f32", ["b", keys, "p", size]),
            "m": ("i64", ["b", "t"]),
        }  # fmt: skip
        known = {"one": np.array([1], np.int64), "index": np.array(1, np.int64)}
        nodes = [
            helper.make_node("ReduceSum", ["m", "one"], ["sums"], keepdims=0),
            helper.make_node("Sub", ["sums", "one"], ["lasts"]),
            helper.make_node("Cast", ["lasts"], ["lengths"], to=TensorProto.INT32),
            helper.make_node("Shape", ["m"], ["shape"]),
            helper.make_node("Gather", ["shape", "index"], ["width"], axis=0),
            helper.make_node("Cast", ["width"], ["total"], to=TensorProto.INT32),
            node(
                "GroupQueryAttention",
                ["q", "" if packed else "k", "" if packed else "v", "pk", "pv", "lengths", "total",
                 *more],
                list(outputs), num_heads=heads, kv_num_heads=keys, **attributes,
            ),
        ]  # fmt: skip
        return Case(
            f"group_query_attention_{name}", tensors | (inputs or {}), nodes, list(outputs), sizes,
            known | (extra or {}), {"m": padded} | (fill or {}),
        )  # fmt: skip

    yield case("plain", grown)
    yield case("first", first)
    yield case("shared_buffer", shared)
    yield case("one_group", grown, heads=3, keys=1)
    yield case("packed", grown, packed=True)
    yield case("window", grown, local_window_size=4)
    yield case("softcap", grown, softcap=2.0, scale=0.4)
    yield case("smooth", grown, smooth_softmax=1)
    caches = tables(8)
    for name, packed, interleaved in [
        ("rotary", False, 0), ("rotary_packed", True, 0), ("rotary_interleaved", False, 1)
    ]:  # fmt: skip
        for phase, sizes in [("", grown), ("_first", first)]:
            yield case(
                name + phase, sizes, packed=packed, more=["cos", "sin"], extra=caches,
                size=16, do_rotary=1, rotary_interleaved=interleaved,
            )  # fmt: skip
    yield case("rotary_part", grown, size=32, more=["cos", "sin"], extra=caches, do_rotary=1)
    yield case(
        "rotary_positions", grown, more=["cos", "sin", "at"], extra=caches, size=16, do_rotary=1,
        inputs={"at": ("i64", ["b", "s"])}, fill={"at": below(64)},
    )  # fmt: skip
    yield case(
        "bias", grown, more=["", "", "", "a"], inputs={"a": ("f32", [1, 4, "s", "t"])},
    )  # fmt: skip
    yield case("sink", grown, more=["", "", "", "", "sink"], extra=constants(sink=[4]))
    yield case("both_ways", grown, causal=0)


def rotary_embedding():
    sizes = [{"b": 2, "s": 5}, {"b": 1, "s": 1}, {"b": 3, "s": 33}]
    caches, part = tables(4), tables(2)
    hidden, heads = ("f32", ["b", "s", 24]), ("f32", ["b", 3, "s", 8])

    def case(name, x, positions, angles=caches, **attributes):
        return Case(
            f"rotary_embedding_{name}", {"x": x, "at": ("i64", positions)},
            [node("RotaryEmbedding", ["x", "at", "cos", "sin"], ["y"], **attributes)], ["y"],
            sizes, angles, {"at": below(30)},
        )  # fmt: skip

    yield case("rows", hidden, ["b", "s"])
    yield case("heads", heads, ["b", "s"])
    yield case("from", hidden, [1])
    yield case("interleaved", heads, ["b", "s"], interleaved=1)
    yield case("part", hidden, ["b", "s"], part, rotary_embedding_dim=4, num_heads=3)


def normalizations():
    sizes = [{"b": 2, "s": 5}, {"b": 1, "s": 1}, {"b": 3, "s": 33}]
    x = {"x": ("f32", ["b", "s", 24]), "r": ("f32", ["b", "s", 24])}
    weights = constants(g=[24], c=[24], e=[24])
    for name, kind, inputs in [
        ("skip_layer_normalization", "SkipLayerNormalization", ["x", "r", "g"]),
        ("skip_layer_normalization_bias", "SkipLayerNormalization", ["x", "r", "g", "c", "e"]),
        ("skip_simplified", "SkipSimplifiedLayerNormalization", ["x", "r", "g"]),
        ("skip_simplified_bias", "SkipSimplifiedLayerNormalization", ["x", "r", "g", "e"]),
    ]:  # fmt: skip
        yield Case(
            name, x, [node(kind, inputs, ["y", "", "", "sum"], epsilon=1e-5)], ["y", "sum"],
            sizes, weights,
        )  # fmt: skip
    yield Case(
        "simplified_layer_normalization", {"x": x["x"]},
        [helper.make_node("SimplifiedLayerNormalization", ["x", "g"], ["y"], epsilon=1e-5)],
        ["y"], sizes, weights,
    )  # fmt: skip


def activations():
    sizes = [{"b": 2, "s": 5}, {"b": 1, "s": 1}, {"b": 3, "s": 33}]
    x, bias = {"x": ("f32", ["b", "s", 24])}, constants(c=[24])
    for name, kind, inputs, attributes in [
        ("gelu", "Gelu", ["x"], {}), ("bias_gelu", "BiasGelu", ["x", "c"], {}),
        ("fast_gelu", "FastGelu", ["x"], {}), ("fast_gelu_bias", "FastGelu", ["x", "c"], {}),
        ("quick_gelu", "QuickGelu", ["x"], {}), ("quick_gelu_alpha", "QuickGelu", ["x"], {"alpha": 1.0}),
    ]:  # fmt: skip
        yield Case(name, x, [node(kind, inputs, ["y"], **attributes)], ["y"], sizes, bias, atol=1e-5)


def products():
    sizes = [{"m": 5, "n": 7}, {"m": 1, "n": 1}, {"m": 33, "n": 40}]
    for name, a, b, attributes in [
        ("plain", ["m", 9], [9, "n"], {"alpha": 0.5}),
        ("turned", [2, 9, "m"], [2, "n", 9], {"transA": 1, "transB": 1}),
        ("turned_batch", ["m", 3, 9], ["n", 3, 9],
         {"transBatchA": 1, "transBatchB": 1, "transB": 1, "alpha": 2.0}),
        ("turned_both", [9, 3, "m"], [3, 9, "n"], {"transBatchA": 1, "transA": 1}),
    ]:  # fmt: skip
        yield Case(
            f"fused_matmul_{name}", {"a": ("f32", a), "b": ("f32", b)},
            [node("FusedMatMul", ["a", "b"], ["y"], **attributes)], ["y"], sizes,
        )  # fmt: skip


def quantized():
    random = np.random.default_rng(3)
    for bits in (2, 4, 8):
        for name, k, block, has_points in [
            ("plain", 64, 32, False), ("points", 64, 16, True), ("rest", 72, 32, True),
        ]:  # fmt: skip
            n, blocks = 24, -(-k // block)
            weights = {
                "w": random.integers(0, 256, (n, blocks, block * bits // 8), np.uint8),
                "s": (random.random((n, blocks)) * 0.1 + 0.01).astype(np.float32),
            }
            inputs = ["x", "w", "s"]
            if has_points:
                inputs.append("z")
                weights["z"] = random.integers(0, 256, (n, -(-blocks * bits // 8)), np.uint8)
            yield Case(
                f"matmul_{bits}_bits_{name}", {"x": ("f32", ["m", k])},
                [node("MatMulNBits", inputs, ["y"], K=k, N=n, bits=bits, block_size=block)],
                ["y"], [{"m": 1}, {"m": 5}, {"m": 33}], weights, atol=1e-4,
            )  # fmt: skip


FAMILIES = [
    multi_head_attention, packed_attention, padded_left, group_query_attention, rotary_embedding,
    normalizations, activations, products, quantized,
]  # fmt: skip


def all_cases():
    return [case for family in FAMILIES for case in family()]
