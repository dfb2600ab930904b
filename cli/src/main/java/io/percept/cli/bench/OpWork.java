package io.percept.cli.bench;

import io.percept.backend.Device;
import io.percept.backend.Executable;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Op;
import java.util.List;
import java.util.function.Function;

/**
 * A single operation.
 *
 * @param op makes it, with operands of its own
 */
record OpWork(Kind kind, String subject, String variant, String size, Function<Operands, Op> op) implements Workload {
    @Override
    public Prepared on(Device device) {
        Operands operands = new Operands(device);
        try {
            return new Compiled(device, operands, device.compile(List.of(op.apply(operands))));
        } catch (RuntimeException failure) {
            operands.close();
            throw failure;
        }
    }

    private record Compiled(Device device, Operands operands, Executable executable) implements Prepared {
        @Override
        public void run(int times) {
            for (int i = 0; i < times; i++) {
                executable.run();
            }
            device.synchronize();
        }

        @Override
        public List<Launch> launches() {
            return executable.describe();
        }

        @Override
        public void close() {
            executable.close();
            operands.close();
        }
    }
}
