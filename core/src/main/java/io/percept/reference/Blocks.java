package io.percept.reference;

import static io.percept.reference.ReferenceBuffer.get;
import static io.percept.reference.ReferenceBuffer.getInt;
import static io.percept.reference.ReferenceBuffer.set;

import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;
import io.percept.backend.CounterRandom;
import io.percept.backend.Dropout;
import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;

/** What the layers need that connect others or stand before them: dropout, blends, sines and cosines. */
final class Blocks {
    private Blocks() {}

    static void dropout(Dropout op) {
        long stream = Dropout.stream(op.layer(), getInt(op.step(), 0));
        int columns = op.x().columns();
        for (int i = 0; i < op.x().rows(); i++) {
            for (int j = 0; j < columns; j++) {
                int word = CounterRandom.wordAt(op.seed(), stream, (long) i * columns + j);
                boolean dropped = Integer.compareUnsigned(word, op.threshold()) < 0;
                set(op.y(), i, j, dropped ? 0 : get(op.x(), i, j) * op.scale());
            }
        }
    }

    static void blend(Blend op) {
        for (int i = 0; i < op.y().rows(); i++) {
            for (int j = 0; j < op.y().columns(); j++) {
                double t = get(op.t(), i, j);
                set(op.y(), i, j, t * get(op.h(), i, j) + (1 - t) * get(op.x(), i, j));
            }
        }
    }

    static void blendBackward(BlendBackward op) {
        for (int i = 0; i < op.dy().rows(); i++) {
            for (int j = 0; j < op.dy().columns(); j++) {
                double dy = get(op.dy(), i, j);
                double t = get(op.t(), i, j);
                set(op.dt(), i, j, dy * (get(op.h(), i, j) - get(op.x(), i, j)));
                set(op.dh(), i, j, dy * t);
                set(op.dx(), i, j, dy * (1 - t));
            }
        }
    }

    static void fourier(FourierFeatures op) {
        int count = op.frequencies().rows();
        for (int i = 0; i < op.x().rows(); i++) {
            for (int j = 0; j < count; j++) {
                double turns = 0;
                for (int k = 0; k < op.x().columns(); k++) {
                    turns += get(op.x(), i, k) * get(op.frequencies(), j, k);
                }
                double angle = 2 * Math.PI * (turns - Math.rint(turns));
                set(op.y(), i, j, Math.sin(angle));
                set(op.y(), i, count + j, Math.cos(angle));
            }
        }
    }

    static void fourierBackward(FourierFeaturesBackward op) {
        int count = op.frequencies().rows();
        for (int i = 0; i < op.dx().rows(); i++) {
            for (int k = 0; k < op.dx().columns(); k++) {
                double sum = 0;
                for (int j = 0; j < count; j++) {
                    double turning = get(op.dy(), i, j) * get(op.y(), i, count + j)
                            - get(op.dy(), i, count + j) * get(op.y(), i, j);
                    sum += turning * get(op.frequencies(), j, k);
                }
                set(op.dx(), i, k, 2 * Math.PI * sum);
            }
        }
    }
}
