package io.percept.cli;

import io.percept.train.History;
import io.percept.train.TrainingListener;
import io.percept.train.TrainingSession;

/** Notes whether there was a step, and passes everything on. */
final class StepWatch implements TrainingListener {
    private final TrainingListener next;
    private boolean stepped;

    StepWatch(TrainingListener next) {
        this.next = next;
    }

    boolean hasStepped() {
        return stepped;
    }

    @Override
    public void started(TrainingSession session) {
        next.started(session);
    }

    @Override
    public void stepped(int epoch, int step) {
        stepped = true;
        next.stepped(epoch, step);
    }

    @Override
    public void epochFinished(History.Epoch epoch) {
        next.epochFinished(epoch);
    }
}
