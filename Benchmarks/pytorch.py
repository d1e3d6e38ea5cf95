"""What PyTorch is asked to do in the benchmarks, by name: functions of the model's inputs."""

import torch
from torch.nn import functional


def attention(q, k, v, m=None):
    return functional.scaled_dot_product_attention(q, k, v, attn_mask=m)


def causal_attention(q, k, v):
    return functional.scaled_dot_product_attention(q, k, v, is_causal=True)


def product(a, b):
    return torch.matmul(a, b)


def product_transposed(a, b):
    return torch.matmul(a, b.mT)


def softmax(x):
    return functional.softmax(x, dim=-1)


def normalization(x, scale, bias):
    return functional.layer_norm(x, x.shape[-1:], scale, bias)


def gelu(x):
    return functional.gelu(x)


def transposition(x):
    return x.mT.contiguous()
