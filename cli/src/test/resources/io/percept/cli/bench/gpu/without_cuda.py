"""Runs torch_side.py as if there were CUDA, with nothing behind it: its lines for CUDA are run at least, where there is no GPU.

    without_cuda.py torch_side.py

Tensors stay on the processor, a graph does nothing when it is replayed, and nothing is compiled.
"""
import contextlib
import sys
import types

import torch


class Stream:
    def wait_stream(self, other):
        pass


class Graph:
    def replay(self):
        pass


def compiled(function):
    print("what a compiler prints")
    return lambda *arguments: function(*arguments)


adam = torch.optim.Adam
torch.optim.Adam = lambda parameters, lr, **only_on_cuda: adam(parameters, lr=lr)
torch.compile = compiled
torch._dynamo = sys.modules["torch._dynamo"] = types.ModuleType("torch._dynamo")
torch._dynamo.reset = lambda: None
torch.version.cuda = "0.0"
torch.cuda.Stream = torch.cuda.current_stream = Stream
torch.cuda.CUDAGraph = Graph
torch.cuda.stream = torch.cuda.graph = lambda any: contextlib.nullcontext()
torch.cuda.synchronize = torch.cuda.empty_cache = lambda: None
torch.cuda.is_available = lambda: True
torch.cuda.get_device_name = lambda: "nothing"

text = open(sys.argv[1]).read()
device = 'device = torch.device(sys.argv[1])\non_gpu = device.type == "cuda"\n'
assert device in text
exec(compile(text.replace(device, 'device = torch.device("cpu")\non_gpu = True\n'), sys.argv[1], "exec"))
