"""PyTorch as one writes it: eager, with its own layers and optimizers."""
import sys

import torch

import peer

torch.set_num_threads(int(sys.argv[2]))


class TorchPeer:
    def __init__(self, folder):
        self.folder = folder
        self.data = None

    def version(self):
        blas = "MKL" if torch.backends.mkl.is_available() else "a BLAS that is not MKL"
        return "PyTorch %s with %s, Python %s" % (torch.__version__, blas, sys.version.split()[0])

    def prepare(self, training):
        self.training = training
        layers = []
        for inputs, outputs in zip(training.widths, training.widths[1:]):
            layer = torch.nn.Linear(inputs, outputs)
            torch.nn.init.normal_(layer.weight, 0, (2 / inputs) ** 0.5)
            torch.nn.init.zeros_(layer.bias)
            layers += [layer, torch.nn.ReLU(inplace=True)]
        self.network = torch.nn.Sequential(*layers[:-1])
        kind = torch.optim.Adam if training.is_adam else torch.optim.SGD
        self.optimizer = kind(self.network.parameters(), lr=training.rate)
        if training.is_regression:
            self.loss = torch.nn.MSELoss()
            self.x = torch.randn(training.batch, training.widths[0])
            self.targets = torch.randn(training.batch, training.widths[-1])
        else:
            self.loss = torch.nn.CrossEntropyLoss()
            if self.data is None:
                self.data = [torch.from_numpy(part) for part in peer.images(self.folder)]
            self.order = peer.Order(len(self.data[0]), training.batch)

    def step(self):
        if self.training.is_regression:
            x, targets = self.x, self.targets
        else:
            rows = torch.from_numpy(self.order.next_batch())
            x = self.data[0].index_select(0, rows)
            targets = self.data[1].index_select(0, rows)
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(self.network(x), targets).backward()
        self.optimizer.step()

    def accuracy(self):
        with torch.no_grad():
            return (self.network(self.data[2]).argmax(1) == self.data[3]).float().mean().item()


peer.serve(TorchPeer(sys.argv[1]))
