"""Encoder layers of BERT-base, as exporters write them, with random weights."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HIDDEN, HEADS, INNER = 768, 12, 3072


class Layers:
    """Nodes and weights as they come."""

    def __init__(self):
        self.nodes, self.weights, self.random = [], [], np.random.default_rng(0)

    def node(self, kind, inputs, **attributes):
        """One more node; its result."""
        result = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [result], **attributes))
        return result

    def constant(self, values):
        name = f"constant_{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def normal(self, *shape):
        return self.constant(self.random.standard_normal(shape, dtype=np.float32) * np.float32(0.02))

    def dense(self, x, inputs, outputs):
        return self.node("Add", [self.node("MatMul", [x, self.normal(inputs, outputs)]), self.normal(outputs)])

    def heads(self, x, *order):
        split = self.node("Reshape", [x, self.constant(np.int64([0, 0, HEADS, HIDDEN // HEADS]))])
        return self.node("Transpose", [split], perm=order)

    def normalised(self, x):
        scale = self.constant(np.ones(HIDDEN, np.float32))
        return self.node("LayerNormalization", [x, scale, self.normal(HIDDEN)], axis=-1, epsilon=1e-12)

    def gelu(self, x):
        ratio = self.node("Div", [x, self.constant(np.float32(np.sqrt(2)))])
        raised = self.node("Add", [self.node("Erf", [ratio]), self.constant(np.float32(1))])
        return self.node("Mul", [self.node("Mul", [x, raised]), self.constant(np.float32(0.5))])

    def layer(self, x, mask):
        query, key, value = (self.dense(x, HIDDEN, HIDDEN) for _ in range(3))
        scores = self.node("MatMul", [self.heads(query, 0, 2, 1, 3), self.heads(key, 0, 2, 3, 1)])
        scaled = self.node("Div", [scores, self.constant(np.float32((HIDDEN // HEADS) ** 0.5))])
        weights = self.node("Softmax", [self.node("Add", [scaled, mask])], axis=-1)
        mixed = self.node("MatMul", [weights, self.heads(value, 0, 2, 1, 3)])
        together = self.node("Transpose", [mixed], perm=[0, 2, 1, 3])
        together = self.node("Reshape", [together, self.constant(np.int64([0, 0, HIDDEN]))])
        x = self.normalised(self.node("Add", [self.dense(together, HIDDEN, HIDDEN), x]))
        inner = self.gelu(self.dense(x, HIDDEN, INNER))
        return self.normalised(self.node("Add", [self.dense(inner, INNER, HIDDEN), x]))


def write_model(path, batch, layers):
    """`layers` layers on hidden states [batch, length, 768], with a mask over keys."""
    model, x = Layers(), "x"
    for _ in range(layers):
        x = model.layer(x, "mask")
    shapes = {"x": [batch, "length", HIDDEN], "mask": [batch, 1, 1, "length"]}
    inputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in shapes.items()]
    output = helper.make_tensor_value_info(x, TensorProto.FLOAT, shapes["x"])
    graph = helper.make_graph(model.nodes, "bert", inputs, [output], model.weights)
    opset = [helper.make_opsetid("", 17)]
    made = helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="bench")
    onnx.checker.check_model(made)
    onnx.save(made, path)
