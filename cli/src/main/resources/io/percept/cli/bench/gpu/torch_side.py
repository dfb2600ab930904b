"""PyTorch's side of `percept bench gpu`: answers each line of JSON on its standard input with one on its standard output.

    torch_side.py cuda|cpu

The first line says what there is. Questions, by their "do":
    product   form, sizes [m, n, k], precision                              -> work, a number to speak of it
    step      widths, batch, steps, optimizer, mode, precision              -> work
    time      work, least: seconds that a repetition takes at least          -> seconds of a run
    error     work                                                           -> the relative Frobenius error against float64
    free      work                                                           -> nothing
What cannot be done is answered with {"failure": reason}.
"""
import gc
import json
import os
import sys
import time

# Whatever else is printed, by compilers above all, must not come between the answers.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def say(reply):
    print(json.dumps(reply), file=answers, flush=True)


try:
    import torch
except ImportError as reason:
    say({"failure": str(reason)})
    sys.exit()

device = torch.device(sys.argv[1])
on_gpu = device.type == "cuda"


def synchronize():
    if on_gpu:
        torch.cuda.synchronize()


def choose(precision):
    """Lets float32 products use TF32 or not; the setting is the process's, and counts when a product is enqueued."""
    if on_gpu:
        torch.backends.cuda.matmul.allow_tf32 = precision == "tf32"
    elif precision == "tf32":
        raise RuntimeError("there is no TF32 on the CPU")


class Product:
    """C (m x n) = op(A) op(B) over k, by torch.matmul, which is cuBLAS on CUDA. Operands and result are stored as they are multiplied."""

    def __init__(self, form, sizes, precision):
        m, n, k = sizes
        torch.manual_seed(1)
        self.precision = precision
        choose(precision)
        kind = torch.bfloat16 if precision == "bf16" else torch.float32
        self.exact_a = self.random(k, m).t() if form == "TN" else self.random(m, k)
        self.exact_b = self.random(n, k).t() if form == "NT" else self.random(k, n)
        self.a = self.exact_a.to(kind)
        self.b = self.exact_b.to(kind)
        self.c = torch.empty(m, n, device=device, dtype=kind)

    @staticmethod
    def random(rows, columns):
        return torch.rand(rows, columns, device=device) - 0.5

    def run(self):
        torch.matmul(self.a, self.b, out=self.c)

    def error(self):
        choose(self.precision)
        self.c.fill_(float("nan"))
        self.run()
        exact = self.exact_a.double() @ self.exact_b.double()
        return ((self.c.double() - exact).norm() / exact.norm()).item()


class Step:
    """A training step as one writes it: the batch is gathered on the device, from rows that lie there, by a shuffled order."""

    WARM_UPS = 11

    def __init__(self, widths, batch, steps, optimizer, mode, precision):
        torch.manual_seed(1)
        self.precision = precision
        choose(precision)
        self.batch = batch
        self.rows = steps * batch
        self.images = torch.randn(self.rows, widths[0], device=device)
        self.labels = torch.randint(widths[-1], (self.rows,), device=device)
        layers = []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU(inplace=True)]
        self.network = torch.nn.Sequential(*layers[:-1]).to(device)
        self.loss = torch.nn.CrossEntropyLoss()
        self.optimizer = self.make_optimizer(optimizer, mode == "graph")
        self.forward = lambda x, t: self.loss(self.network(x), t)
        self.at = self.rows
        if mode == "eager":
            self.run = self.next_step
        elif mode == "graph":
            self.run = self.captured()
        elif mode == "compile":
            self.run = self.compiled()
        else:
            raise ValueError("unknown mode " + mode)

    def make_optimizer(self, name, captured):
        rate = 1e-6  # so small that the parameters stay finite, however many steps are measured
        parameters = self.network.parameters()
        if name == "sgd":
            return torch.optim.SGD(parameters, lr=rate)
        if not captured:
            return torch.optim.Adam(parameters, lr=rate)
        parameters = list(parameters)
        try:
            return torch.optim.Adam(parameters, lr=rate, capturable=True, fused=True)
        except (TypeError, RuntimeError):  # before PyTorch 2
            return torch.optim.Adam(parameters, lr=rate, capturable=True)

    def learn(self, rows):
        x = self.images.index_select(0, rows)
        t = self.labels.index_select(0, rows)
        self.optimizer.zero_grad(set_to_none=True)
        self.forward(x, t).backward()
        self.optimizer.step()

    def next_step(self):
        if self.at + self.batch > self.rows:
            self.order = torch.randperm(self.rows, device=device)
            self.at = 0
        self.learn(self.order[self.at : self.at + self.batch])
        self.at += self.batch

    def compiled(self):
        if not on_gpu:
            raise RuntimeError("torch.compile is measured on CUDA only")
        if not hasattr(torch, "compile"):
            raise RuntimeError("PyTorch %s has no torch.compile" % torch.__version__)
        from torch import _dynamo

        _dynamo.reset()  # or after some networks it would quietly compile no more
        self.forward = torch.compile(self.forward)
        self.next_step()
        return self.next_step

    def captured(self):
        """One graph for gathering, forward, backward and update; a cursor on the device moves on with each replay."""
        if not on_gpu:
            raise RuntimeError("there are CUDA graphs on CUDA only")
        order = torch.randperm(self.rows, device=device)
        places = torch.arange(self.batch, device=device)
        cursor = torch.zeros(1, dtype=torch.int64, device=device)

        def step():
            self.learn(order.index_select(0, places + cursor))
            cursor.add_(self.batch).remainder_(self.rows)

        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(self.WARM_UPS):
                step()
        torch.cuda.current_stream().wait_stream(stream)
        self.optimizer.zero_grad(set_to_none=True)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            step()
        return graph.replay


class Works:
    """What is held ready, by numbers."""

    WARM_UP = 0.3  # seconds

    def __init__(self):
        self.works = {}
        self.count = 0

    def add(self, work):
        self.count += 1
        self.works[self.count] = [work, 0]
        return {"work": self.count}

    def measured(self, work, runs):
        choose(work.precision)
        synchronize()
        begin = time.perf_counter()
        for _ in range(runs):
            work.run()
        synchronize()
        return time.perf_counter() - begin

    def warm_up(self, work, least):
        """Runs until it has lasted, and finds how many runs make a repetition."""
        runs = 1
        begin = time.perf_counter()
        while True:
            seconds = self.measured(work, runs)
            if seconds >= least and time.perf_counter() - begin >= min(self.WARM_UP, 3 * least):
                return runs
            if seconds < least:
                runs *= 2

    def time(self, number, least):
        entry = self.works[number]
        if not entry[1]:
            entry[1] = self.warm_up(entry[0], least)
        return {"seconds": self.measured(entry[0], entry[1]) / entry[1]}

    def error(self, number):
        return {"error": self.works[number][0].error()}

    def free(self, number):
        del self.works[number]
        gc.collect()
        if on_gpu:
            torch.cuda.empty_cache()
        return {}


def hello():
    if on_gpu and not torch.cuda.is_available():
        return {"failure": "PyTorch %s finds no CUDA device" % torch.__version__}
    facts = {"torch": torch.__version__, "python": sys.version.split()[0], "device": device.type}
    if on_gpu:
        facts["device"] = torch.cuda.get_device_name()
        facts["cuda"] = torch.version.cuda
    return facts


def answer(works, question):
    what = question.pop("do")
    if what == "product":
        return works.add(Product(**question))
    if what == "step":
        return works.add(Step(**question))
    if what == "time":
        return works.time(question["work"], question["least"])
    if what == "error":
        return works.error(question["work"])
    return works.free(question["work"])


def serve():
    greeting = hello()
    say(greeting)
    if "failure" in greeting:
        return
    works = Works()
    for line in sys.stdin:
        try:
            reply = answer(works, json.loads(line))
        except Exception as reason:  # whatever PyTorch cannot do is for the report
            text = (str(reason).strip() or "no reason given").splitlines()[0]
            reply = {"failure": "%s: %s" % (type(reason).__name__, text)}
        say(reply)


serve()
