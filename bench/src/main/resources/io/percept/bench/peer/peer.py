"""What the peers in Python have in common: Fashion-MNIST, the order of the batches, and the answers; see PeerLoop.java."""
import gzip
import os
import sys
import time

import numpy as np

PIXELS = 784


class Training:
    """A network of linear layers with ReLU between them, and how to train it."""

    def __init__(self, line):
        self.data, widths, batch, self.rule, rate = line.split()
        self.widths = [int(width) for width in widths.split(",")]
        self.batch = int(batch)
        self.rate = float(rate)
        self.is_regression = self.data == "numbers"
        self.is_adam = self.rule == "adam"


def images(folder):
    """Training images and labels, test images and labels; all pixels share one shift and one scale, as Percept has it."""

    def read(name, header):
        with gzip.open(os.path.join(folder, name)) as file:
            return np.frombuffer(file.read(), np.uint8, offset=header)

    train = read("train-images-idx3-ubyte.gz", 16).reshape(-1, PIXELS)
    test = read("t10k-images-idx3-ubyte.gz", 16).reshape(-1, PIXELS)
    histogram = np.bincount(train.ravel(), minlength=256)
    values = np.arange(256)
    mean = histogram @ values / train.size
    deviation = np.sqrt(histogram @ (values - mean) ** 2 / train.size)
    shift, scale = np.float32(mean), np.float32(1 / deviation)
    labels = [read(part + "-labels-idx1-ubyte.gz", 8).astype(np.int64) for part in ("train", "t10k")]
    return standardized(train, shift, scale), labels[0], standardized(test, shift, scale), labels[1]


def standardized(pixels, shift, scale):
    values = pixels.astype(np.float32)
    values -= shift
    values *= scale
    return values


class Order:
    """The batches of shuffled epochs, without end; what does not fill a batch is left out."""

    def __init__(self, rows, batch):
        self.random = np.random.default_rng(1)
        self.rows = rows
        self.batch = batch
        self.next = rows

    def next_batch(self):
        if self.next + self.batch > self.rows:
            self.order = self.random.permutation(self.rows)
            self.next = 0
        self.next += self.batch
        return self.order[self.next - self.batch : self.next]


def serve(peer):
    """Answers questions about a peer until they end."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # libraries may print what they like
    answers.write("= " + peer.version() + "\n")
    for line in sys.stdin:
        verb, _, rest = line.strip().partition(" ")
        try:
            answers.write("= " + answer(peer, verb, rest) + "\n")
        except Exception as failure:  # told to who asked
            answers.write("! " + repr(failure).replace("\n", " ") + "\n")


def answer(peer, verb, rest):
    if verb == "prepare":
        peer.prepare(Training(rest))
        return "ready"
    if verb == "steps":
        return "%.9f" % seconds(peer, int(rest))
    if verb == "accuracy":
        return "%.9f" % peer.accuracy()
    raise ValueError("nobody knows what " + verb + " is")


def seconds(peer, steps):
    start = time.perf_counter()
    if hasattr(peer, "steps"):
        peer.steps(steps)
    else:
        for _ in range(steps):
            peer.step()
    return time.perf_counter() - start
