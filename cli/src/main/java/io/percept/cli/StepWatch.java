package io.percept.cli;

import io.percept.train.History;
import io.percept.train.TrainingListener;
import io.percept.train.TrainingSession;

/** Notes whether there was a step, asks for the explanation of a step if one is wanted, and passes everything on. */
final class StepWatch implements TrainingListener {
    private final Reporter next;
    private final boolean explain;
    private boolean stepped;

    StepWatch(Reporter next, boolean explain) {
        this.next = next;
        this.explain = explain;
    }

    boolean hasStepped() {
        return stepped;
    }

    @Override
    public void started(TrainingSession session) {
        if (explain) {
            next.explained(new Explanation(session.describe()));
        }
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
