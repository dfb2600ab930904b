"""A multilayer perceptron as one writes it with NumPy, in float32: products with the BLAS, and arrays that are used again in each step."""
import sys

import numpy as np

import peer


class NumPyPeer:
    def __init__(self, folder):
        self.folder = folder
        self.data = None
        self.prepared = 0

    def version(self):
        return "NumPy %s, Python %s" % (np.__version__, sys.version.split()[0])

    def prepare(self, training):
        self.training = training
        self.prepared += 1
        random = np.random.default_rng(self.prepared)
        widths = list(zip(training.widths, training.widths[1:]))
        self.weights = [normal(random, inputs, outputs) * np.float32(np.sqrt(2 / inputs)) for inputs, outputs in widths]
        self.biases = [np.zeros(outputs, np.float32) for _, outputs in widths]
        self.outputs = [np.empty((training.batch, width), np.float32) for width in training.widths]
        self.deltas = [np.empty((training.batch, width), np.float32) for width in training.widths]
        self.rows = np.arange(training.batch)
        self.updates = 0
        parameters = self.weights + self.biases
        self.gradients = [np.empty_like(each) for each in parameters]
        self.scratch = [np.empty_like(each) for each in parameters]
        if training.is_adam:
            self.means = [np.zeros_like(each) for each in parameters]
            self.squares = [np.zeros_like(each) for each in parameters]
        if training.is_regression:
            self.outputs[0] = normal(random, training.batch, training.widths[0])
            self.targets = normal(random, training.batch, training.widths[-1])
        else:
            if self.data is None:
                self.data = peer.images(self.folder)
            self.order = peer.Order(len(self.data[0]), training.batch)

    def step(self):
        labels = None
        if not self.training.is_regression:
            batch = self.order.next_batch()
            np.take(self.data[0], batch, axis=0, out=self.outputs[0], mode="clip")
            labels = self.data[1][batch]
        self.forward(self.outputs)
        self.output_gradient(labels)
        self.backward()
        self.update()

    def forward(self, outputs):
        last = len(self.weights) - 1
        for i, (w, b) in enumerate(zip(self.weights, self.biases)):
            y = np.matmul(outputs[i], w, out=outputs[i + 1])
            y += b
            if i < last:
                np.maximum(y, 0, out=y)

    def output_gradient(self, labels):
        """Of the cross-entropy after a softmax, or of the mean squared error."""
        y = self.outputs[-1]
        dz = self.deltas[-1]
        if labels is None:
            np.subtract(y, self.targets, out=dz)
            dz *= np.float32(2 / dz.size)
        else:
            np.subtract(y, y.max(1, keepdims=True), out=dz)
            np.exp(dz, out=dz)
            dz /= dz.sum(1, keepdims=True)
            dz[self.rows, labels] -= 1
            dz *= np.float32(1 / len(dz))

    def backward(self):
        count = len(self.weights)
        for i in range(count - 1, -1, -1):
            dz = self.deltas[i + 1]
            np.matmul(self.outputs[i].T, dz, out=self.gradients[i])
            np.sum(dz, 0, out=self.gradients[count + i])
            if i > 0:
                below = np.matmul(dz, self.weights[i].T, out=self.deltas[i])
                below *= self.outputs[i] > 0

    def update(self):
        rate = np.float32(self.training.rate)
        self.updates += 1
        for i, parameter in enumerate(self.weights + self.biases):
            gradient = self.gradients[i]
            if self.training.is_adam:
                self.adam(i, gradient)
            else:
                gradient *= rate
            parameter -= gradient

    def adam(self, i, gradient):
        """Turns the gradient into Adam's step: epsilon is scaled, so that one square root serves."""
        mean, square, scratch = self.means[i], self.squares[i], self.scratch[i]
        correction = np.sqrt(1 - 0.999**self.updates)
        mean *= np.float32(0.9)
        np.multiply(gradient, np.float32(0.1), out=scratch)
        mean += scratch
        square *= np.float32(0.999)
        gradient *= gradient
        gradient *= np.float32(0.001)
        square += gradient
        np.sqrt(square, out=scratch)
        scratch += np.float32(1e-8 * correction)
        np.divide(mean, scratch, out=gradient)
        gradient *= np.float32(self.training.rate * correction / (1 - 0.9**self.updates))

    def accuracy(self):
        x, labels = self.data[2], self.data[3]
        outputs = [x] + [np.empty((len(x), width), np.float32) for width in self.training.widths[1:]]
        self.forward(outputs)
        return np.mean(outputs[-1].argmax(1) == labels)


def normal(random, rows, columns):
    return random.standard_normal((rows, columns), np.float32)


peer.serve(NumPyPeer(sys.argv[1]))
