"""scikit-learn's MLPClassifier and MLPRegressor in float32.

One call of partial_fit goes once through all rows that it gets, in batches of a shuffled order: that is faster than a call for each batch.
"""
import sys
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

import peer

warnings.filterwarnings("ignore")


class SklearnPeer:
    def __init__(self, folder):
        self.folder = folder
        self.data = None

    def version(self):
        return "scikit-learn %s, NumPy %s, Python %s" % (sklearn.__version__, np.__version__, sys.version.split()[0])

    def prepare(self, training):
        self.training = training
        settings = dict(
            hidden_layer_sizes=training.widths[1:-1],
            solver=training.rule,
            alpha=0,
            batch_size=training.batch,
            learning_rate_init=training.rate,
            momentum=0,
            nesterovs_momentum=False,
        )
        if training.is_regression:
            random = np.random.default_rng(1)
            self.network = MLPRegressor(shuffle=False, **settings)
            self.x = random.standard_normal((training.batch, training.widths[0]), np.float32)
            self.targets = random.standard_normal((training.batch, training.widths[-1]), np.float32)
        else:
            self.network = MLPClassifier(**settings)
            if self.data is None:
                self.data = peer.images(self.folder)
            self.classes = np.arange(10)
        self.next = 0

    def steps(self, count):
        while self.training.is_regression and count > 0:
            self.network.partial_fit(self.x, self.targets)
            count -= 1
        while count > 0:
            count -= self.part_of_epoch(count)

    def part_of_epoch(self, count):
        """Up to so many steps with the rows that are left in the epoch; returns how many."""
        batch = self.training.batch
        rows = len(self.data[0])
        if self.next + batch > rows:
            self.next = 0
        steps = min(count, (rows - self.next) // batch)
        part = slice(self.next, self.next + steps * batch)
        self.network.partial_fit(self.data[0][part], self.data[1][part], self.classes)
        self.next += steps * batch
        return steps

    def accuracy(self):
        return np.mean(self.network.predict(self.data[2]) == self.data[3])


peer.serve(SklearnPeer(sys.argv[1]))
