"""Makes the traces in this folder: short trainings in double precision, with PyTorch 1.13 (Debian's python3-torch).

    python3 make.py [FOLDER]

A trace holds data, initial and final parameters, the first step's gradients, losses and predictions, and in its metadata what to build. What
the shared traces have in one way (layers, losses, optimizers, schedules, clipping) these have in others, and nested.
"""

import json
import math
import struct
import sys
import zlib

import torch
from torch import nn

STEPS, BATCH, INPUTS = 20, 8, 12


class Residual(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body

    def forward(self, x):
        return x + self.body(x)


class DenseConcat(Residual):
    def forward(self, x):
        return torch.cat([x, self.body(x)], 1)


class Highway(nn.Module):
    def __init__(self, h, gate):
        super().__init__()
        self.h = h
        self.gate = gate

    def forward(self, x):
        g = torch.sigmoid(self.gate(x))
        return g * self.h(x) + (1 - g) * x


class Maxout(nn.Module):
    def __init__(self, inputs, units, pieces):
        super().__init__()
        self.lin = nn.Linear(inputs, units * pieces)
        self.shape = (-1, units, pieces)

    def forward(self, x):
        return self.lin(x).view(self.shape).max(2).values


LAYERS = {
    "linear": lambda d: nn.Linear(d["in"], d["out"], bias=d.get("bias", True)),
    "relu": lambda d: nn.ReLU(),
    "leakyRelu": lambda d: nn.LeakyReLU(d["slope"]),
    "prelu": lambda d: nn.PReLU(d["parameters"], d["initial"]),
    "elu": lambda d: nn.ELU(d["alpha"]),
    "selu": lambda d: nn.SELU(),
    "gelu": lambda d: nn.GELU(approximate=d["approximate"]),
    "silu": lambda d: nn.SiLU(),
    "mish": lambda d: nn.Mish(),
    "softplus": lambda d: nn.Softplus(),
    "tanh": lambda d: nn.Tanh(),
    "sigmoid": lambda d: nn.Sigmoid(),
    "maxout": lambda d: Maxout(d["in"], d["units"], d["pieces"]),
    "batchNorm": lambda d: nn.BatchNorm1d(d["features"], d["epsilon"], d["momentum"]),
    "layerNorm": lambda d: nn.LayerNorm(d["features"], d["epsilon"]),
    "residual": lambda d: Residual(build(d["body"])),
    "denseConcat": lambda d: DenseConcat(build(d["body"])),
    "highway": lambda d: Highway(build(d["h"]), nn.Linear(d["features"], d["features"])),
}

LOSSES = {
    "crossEntropy": lambda d: nn.CrossEntropyLoss(
        weight=torch.tensor(d["classWeights"]) if "classWeights" in d else None,
        label_smoothing=d.get("labelSmoothing", 0.0),
    ),
    "binaryCrossEntropyFromLogits": lambda d: nn.BCEWithLogitsLoss(),
    "meanSquaredError": lambda d: nn.MSELoss(),
    "meanAbsoluteError": lambda d: nn.L1Loss(),
    "huber": lambda d: nn.HuberLoss(delta=d["delta"]),
    "poissonFromLogRate": lambda d: nn.PoissonNLLLoss(log_input=True, full=False),
}


def build(layers):
    return nn.Sequential(*[LAYERS[layer["type"]](layer) for layer in layers])


def exact_in_float32(values):
    return values.float().double()


def initialise(network):
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.LayerNorm)):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
    with torch.no_grad():
        for values in [*network.parameters(), *network.buffers()]:
            if values.is_floating_point():
                values.copy_(exact_in_float32(values))


def draw_targets(loss, outputs):
    rows = STEPS * BATCH
    if loss["type"] == "crossEntropy":
        return torch.randint(0, outputs, (rows,))
    if loss["type"] == "binaryCrossEntropyFromLogits":
        return torch.randint(0, 2, (rows, outputs)).double()
    if loss["type"] == "poissonFromLogRate":
        return torch.poisson(torch.exp(0.5 * torch.randn(rows, outputs)))
    return exact_in_float32(torch.randn(rows, outputs))


def state(network, prefix):
    return {prefix + name: values.clone() for name, values in network.state_dict().items() if "num_batches" not in name}


def scheduler(schedule, optimizer, rate):
    if schedule is None:
        return None
    if schedule["type"] == "step":
        return torch.optim.lr_scheduler.StepLR(optimizer, schedule["stepSize"], schedule["gamma"])
    final = schedule["final"] / rate
    cosine = lambda step: final + (1 - final) * 0.5 * (1 + math.cos(math.pi * step / schedule["steps"]))
    return torch.optim.lr_scheduler.LambdaLR(optimizer, cosine)


def matrices(network):
    return [values for values in network.parameters() if values.dim() > 1]


def trace(name, network, loss, optimizer, outputs=5, penalty=None, clip=None, maxNorm=None, schedule=None):
    torch.manual_seed(zlib.crc32(name.encode()))
    model = build(network)
    initialise(model)
    x = exact_in_float32(torch.randn(STEPS * BATCH, INPUTS))
    t = draw_targets(loss, outputs)
    tensors = state(model, "init.")

    settings = {key: value for key, value in optimizer.items() if key != "type"}
    stepper = getattr(torch.optim, optimizer["type"])(model.parameters(), **settings)
    scheduled = scheduler(schedule, stepper, optimizer["lr"])
    criterion = LOSSES[loss["type"]](loss)
    losses = []
    for step in range(STEPS):
        rows = slice(step * BATCH, (step + 1) * BATCH)
        stepper.zero_grad()
        data_loss = total = criterion(model(x[rows]), t[rows])
        if penalty:
            for w in matrices(model):
                total = total + penalty["l1"] * w.abs().sum() + penalty["l2"] * (w * w).sum()
        total.backward()
        if step == 0:
            tensors.update({"grad0." + key: values.grad.clone() for key, values in model.named_parameters()})
        if clip and "globalNorm" in clip:
            nn.utils.clip_grad_norm_(model.parameters(), clip["globalNorm"])
        elif clip:
            nn.utils.clip_grad_value_(model.parameters(), clip["value"])
        stepper.step()
        if maxNorm:
            with torch.no_grad():
                for w in matrices(model):
                    w.mul_(torch.clamp(maxNorm["limit"] / w.norm(dim=1, keepdim=True), max=1.0))
        if scheduled:
            scheduled.step()
        losses.append([data_loss.item(), total.item()])
    tensors.update(state(model, "final."))
    model.eval()
    with torch.no_grad():
        tensors["predict"] = model(x[:16])
    tensors.update(x=x, t=t, losses=torch.tensor(losses))

    texts = dict(network=network, loss=loss, optimizer=optimizer, penalty=penalty, clip=clip, maxNorm=maxNorm, schedule=schedule)
    metadata = {key: json.dumps(value) for key, value in texts.items() if value}
    write(name, dict(name=name, batch=str(BATCH), steps=str(STEPS), **metadata), tensors)


def write(name, metadata, tensors):
    header, data = {"__metadata__": metadata}, b""
    for key, values in tensors.items():
        bytes_ = values.contiguous().numpy().tobytes()
        header[key] = {
            "dtype": "I64" if values.dtype == torch.int64 else "F64",
            "shape": list(values.shape),
            "data_offsets": [len(data), len(data) + len(bytes_)],
        }
        data += bytes_
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(f"{FOLDER}/{name}.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def linear(inputs, outputs, **more):
    return {"type": "linear", "in": inputs, "out": outputs, **more}


def layer(kind, **more):
    return {"type": kind, **more}


# A bias before it would have gradients of nothing but rounding errors, which Adam makes steps of.
def batch_norm(features):
    return layer("batchNorm", features=features, epsilon=1e-5, momentum=0.1)


def layer_norm(features):
    return layer("layerNorm", features=features, epsilon=1e-5)


def maxout(inputs, units, pieces):
    return {"type": "maxout", "in": inputs, "units": units, "pieces": pieces}


def sgd(lr, **more):
    return {"type": "SGD", "lr": lr, "momentum": 0, "dampening": 0, "weight_decay": 0, "nesterov": False, **more}


def adam(lr, **more):
    return {"type": "Adam", "lr": lr, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0, "amsgrad": False, **more}


def rmsprop(lr, **more):
    return {"type": "RMSprop", "lr": lr, "momentum": 0, "alpha": 0.99, "eps": 1e-8, "centered": False, "weight_decay": 0, **more}


torch.set_default_dtype(torch.float64)
FOLDER = sys.argv[1] if len(sys.argv) > 1 else "."
RELU, TANH = layer("relu"), layer("tanh")
CROSS_ENTROPY = {"type": "crossEntropy"}

trace(
    "leakyrelu-highway-sgd",
    [linear(12, 8), layer("leakyRelu", slope=0.01), layer("highway", features=8, h=[linear(8, 8), RELU]), linear(8, 5)],
    CROSS_ENTROPY,
    sgd(0.1),
)
trace(
    "selu-denseconcat-adadelta",
    [linear(12, 8), layer("selu"), layer("denseConcat", body=[linear(8, 4), TANH]), linear(12, 5)],
    CROSS_ENTROPY,
    {"type": "Adadelta", "lr": 1.0, "rho": 0.9, "eps": 1e-6, "weight_decay": 0},
)
trace(
    "nested-blocks-adam",
    [
        linear(12, 8),
        layer_norm(8),
        layer("residual", body=[linear(8, 6), layer("silu"), layer("denseConcat", body=[linear(6, 2), RELU]), linear(8, 8)]),
        layer(
            "denseConcat",
            body=[layer("residual", body=[linear(8, 8, bias=False), batch_norm(8), layer("elu", alpha=1.0)]), linear(8, 3)],
        ),
        layer("highway", features=11, h=[linear(11, 7), TANH, linear(7, 11)]),
        linear(11, 5),
    ],
    CROSS_ENTROPY,
    adam(0.01),
)
trace("mish-poisson-amsgrad", [linear(12, 8), layer("mish"), linear(8, 3)], {"type": "poissonFromLogRate"}, adam(0.01, amsgrad=True), 3)
trace(
    "softplus-mse-rmsprop-centered",
    [linear(12, 8), layer("softplus"), linear(8, 2)],
    {"type": "meanSquaredError"},
    rmsprop(0.005, momentum=0.9, alpha=0.95, centered=True, weight_decay=0.01),
    2,
)
trace(
    "gelutanh-smoothing-weights-clipvalue-step",
    [linear(12, 8), layer("gelu", approximate="tanh"), linear(8, 5)],
    {"type": "crossEntropy", "labelSmoothing": 0.1, "classWeights": [1.0, 2.0, 0.5, 1.0, 4.0]},
    sgd(0.3, momentum=0.9, dampening=0.1),
    clip={"value": 0.02},
    schedule={"type": "step", "stepSize": 6, "gamma": 0.5},
)
trace(
    "prelu-huber-elasticnet-maxnorm",
    [linear(12, 10), layer("prelu", parameters=10, initial=0.25), linear(10, 3)],
    {"type": "huber", "delta": 0.5},
    sgd(0.2),
    3,
    penalty={"l1": 0.001, "l2": 0.01},
    maxNorm={"limit": 0.5},
)
trace(
    "sigmoid-bce-adagrad-decays",
    [linear(12, 9, bias=False), layer("sigmoid"), linear(9, 1)],
    {"type": "binaryCrossEntropyFromLogits"},
    {"type": "Adagrad", "lr": 0.05, "lr_decay": 0.1, "eps": 1e-10, "weight_decay": 0.02, "initial_accumulator_value": 0.1},
    1,
)
trace(
    "batchnorm-adamw-amsgrad-cosine-clip",
    [linear(12, 16, bias=False), batch_norm(16), RELU, linear(16, 7, bias=False), batch_norm(7), TANH, linear(7, 5)],
    CROSS_ENTROPY,
    {"type": "AdamW", "lr": 0.02, "betas": [0.8, 0.99], "eps": 1e-6, "weight_decay": 0.05, "amsgrad": True},
    clip={"globalNorm": 0.5},
    schedule={"type": "cosine", "steps": 20, "final": 0.001},
)
trace(
    "elu-nesterov-decay-l1",
    [linear(12, 8), layer("elu", alpha=0.7), linear(8, 5)],
    CROSS_ENTROPY,
    sgd(0.1, momentum=0.8, weight_decay=0.05, nesterov=True),
    penalty={"l1": 0.002, "l2": 0.0},
)
trace(
    "maxout-mae-adam-decay",
    [maxout(12, 6, 2), maxout(6, 4, 3), linear(4, 2)],
    {"type": "meanAbsoluteError"},
    adam(0.02, weight_decay=0.1),
    2,
)
