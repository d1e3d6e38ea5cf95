"""What PyTorch is asked to do in the benchmarks, by name: functions of the model's inputs."""

import functools

import torch
from torch.nn import functional


def attention(q, k, v, m=None):
    return functional.scaled_dot_product_attention(q, k, v, attn_mask=m)


def causal_attention(q, k, v):
    return functional.scaled_dot_product_attention(q, k, v, is_causal=True)


def grouped_attention(q, k, v):
    return functional.scaled_dot_product_attention(q, k, v, enable_gqa=True)


def causal_grouped_attention(q, k, v):
    return functional.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)


def product(a, b):
    return torch.matmul(a, b)


def product_transposed(a, b):
    return torch.matmul(a, b.mT)


def softmax(x):
    return functional.softmax(x, dim=-1)


@functools.cache
def vector(size, value):
    return torch.full([size], value)


def normalization(x):
    size = x.shape[-1]
    return functional.layer_norm(x, [size], vector(size, 1.5), vector(size, 0.5))


def gelu(x):
    return functional.gelu(x)


def transposition(x):
    return x.mT.contiguous()


def channels_last(x):
    return x.permute(0, 2, 3, 1).contiguous()


def heads(x):
    return x.permute(0, 2, 1, 3).contiguous()


def slice(x):
    return x[1:-1, 1:-1].contiguous()


def padding(x):
    return functional.pad(x, (1, 1, 1, 1))


def concatenation(x):
    return torch.cat((x, x), dim=1)


def total(x):
    return x.sum()


def sum_of_rows(x):
    return x.sum(dim=0)
