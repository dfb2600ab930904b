package io.percept.bench;

import io.percept.bench.peer.Peer;
import io.percept.bench.peer.PeerLoop;
import io.percept.bench.peer.Training;
import java.io.IOException;

/** A peer that prints where it should not, knows one training, and sleeps for its steps. */
final class SlowPeer implements Peer {
    static final int STEP_MILLISECONDS = 5;

    public static void main(String[] arguments) throws IOException {
        PeerLoop.serve(() -> {
            System.out.println("a library greets");
            return new SlowPeer();
        });
    }

    @Override
    public String version() {
        return "slow";
    }

    @Override
    public void prepare(Training training) {
        if (training.isAdam()) {
            throw new UnsupportedOperationException("no Adam");
        }
    }

    @Override
    public void step() {
        try {
            Thread.sleep(STEP_MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public double accuracy() {
        return 0.25;
    }
}
