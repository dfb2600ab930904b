package io.percept.opencl;

import io.percept.backend.Executable;
import io.percept.backend.Lifetimes;
import io.percept.backend.TrackedBuffer;
import java.util.Arrays;
import java.util.List;
import org.jocl.CLException;

/** Launches to enqueue one after another. */
final class ClExecutable implements Executable {
    private final ClLaunch[] launches;
    private final LaunchFactory parts;
    private final TrackedBuffer[] buffers;
    private final Lifetimes.Lifetime lifetime;

    /**
     * @param parts what the launches need, given back when this closes
     * @param buffers those that the launches name
     */
    ClExecutable(
            List<ClLaunch> launches, LaunchFactory parts, List<TrackedBuffer> buffers, Lifetimes.Lifetime lifetime) {
        this.launches = launches.toArray(new ClLaunch[0]);
        this.parts = parts;
        this.buffers = buffers.toArray(new TrackedBuffer[0]);
        this.lifetime = lifetime;
    }

    @Override
    public void run() {
        lifetime.check();
        for (TrackedBuffer buffer : buffers) {
            buffer.checkOpen(); // A kernel that runs with released memory ends the virtual machine.
        }
        for (ClLaunch launch : launches) {
            enqueue(launch);
        }
    }

    private static void enqueue(ClLaunch launch) {
        try {
            launch.enqueue();
        } catch (CLException e) {
            throw ClErrors.failure(
                    launch.device().label(), "launching " + launch.description().kernel(), e);
        }
    }

    @Override
    public List<Launch> describe() {
        return Arrays.stream(launches).map(ClLaunch::description).toList();
    }

    @Override
    public void close() {
        if (lifetime.end()) {
            parts.release();
        }
    }
}
