package io.percept.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Device;
import io.percept.backend.DeviceBuffer;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Executable;
import io.percept.backend.Op;
import io.percept.backend.TunableProvider.DenseShape;
import io.percept.opencl.GemmPlanner.Form;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GemmTunerTest {
    private static final GemmShape SHAPE = new GemmShape(Form.NN, 64, 96, 40);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final FoundDevice found = TestDevices.firstFound();
    private final GemmCandidates candidates = GemmCandidates.of(found.traits());
    private final List<String> progress = new ArrayList<>();

    private Device open(GemmPlanner planner) {
        ClDevice handle = ClDevice.open(found);
        return new OpenClDevice(
                TestDevices.first(),
                DeviceOptions.defaults().withOnLeak(leak -> {
                    throw new AssertionError(leak);
                }),
                handle,
                new ProgramCache(handle, BinaryStore.ofUser()),
                planner);
    }

    /** The device, except that products of so many rows with some plans have their last element wrong by a few units. */
    private Device corrupt(GemmPlanner planner, Predicate<GemmPlan> wrong, int rows) {
        Device device = open(planner);
        return (Device) Proxy.newProxyInstance(
                Device.class.getClassLoader(), new Class<?>[] {Device.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(device, arguments);
                        boolean chosen = result instanceof Executable && wrong.test(planner.choose(Form.NN, 1, 1, 1));
                        return chosen ? corrupt(device, (Executable) result, (List<?>) arguments[0], rows) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Executable corrupt(Device device, Executable right, List<?> ops, int rows) {
        DeviceBuffer c = ((Op) ops.get(0)).outputs().get(0).buffer();
        return new Executable() {
            @Override
            public void run() {
                right.run();
                if (c.rows() == rows) {
                    float last = device.readFloats(c)[c.size() - 1];
                    device.write(c, c.size() - 1, new float[] {last + 0x1p-10f}, 0, 1);
                }
            }

            @Override
            public List<Launch> describe() {
                return right.describe();
            }

            @Override
            public void close() {
                right.close();
            }
        };
    }

    private TunedPlans tune(Duration limit, Predicate<GemmPlan> wrong, int rows) {
        try (GemmTuner tuner =
                new GemmTuner(candidates, planner -> corrupt(planner, wrong, rows), limit, progress::add)) {
            return tuner.tune(List.of(SHAPE));
        }
    }

    @Test
    void findsAPlanForTheClassOfEachShape() {
        TunedPlans tuned = tune(LONG, plan -> false, 0);

        assertThat(tuned.plans()).containsOnlyKeys(new GemmShape(Form.NN, 64, 128, 64));
        assertThat(candidates.worthTrying(SHAPE)).containsAll(tuned.plans().values());
        assertThat(progress)
                .singleElement()
                .asString()
                .startsWith("NN 64 x 96 x 40: ")
                .contains(" GFLOP/s");
    }

    @Test
    void aPlanThatIsWrongOnOneOfTheShapesIsNeverTaken() {
        GemmPlan usual = candidates.likeliest(SHAPE);
        for (int rows : new int[] {1, 130, SHAPE.m()}) {
            progress.clear();
            TunedPlans tuned = tune(LONG, usual::equals, rows);

            assertThat(tuned.plans()).hasSize(1).doesNotContainValue(usual);
            assertThat(progress).anyMatch(line -> line.contains(usual.name() + " is left out: its result is wrong"));
        }
    }

    @Test
    void whereEveryPlanIsWrongNothingIsTuned() {
        assertThat(tune(LONG, plan -> true, SHAPE.m()).plans()).isEmpty();
        assertThat(progress).endsWith("NN 64 x 96 x 40: no plan gives right results");
    }

    @Test
    void stopsWhenItsTimeIsOver() {
        assertThat(tune(Duration.ZERO, plan -> false, 0).plans()).isEmpty();
        assertThat(progress).containsExactly("NN 64 x 96 x 40: no time was left");
    }

    @Test
    void laterTuningAddsToWhatIsKnown(@TempDir Path folder) {
        Tuning tuning = new Tuning(found, TensorCores.UNUSED, new TuningStore(folder));
        tuning.tune(List.of(new DenseShape(3, 2, 5)), this::open, LONG, progress::add);
        TunedPlans known = tuning.tune(List.of(new DenseShape(9, 2, 5)), this::open, LONG, progress::add);

        assertThat(known.plans()).hasSize(6);
        assertThat(new TuningStore(folder).load(found.traits())).contains(known);
        known.plans()
                .forEach((shape, plan) -> assertThat(
                                tuning.planner().choose(shape.form(), shape.m(), shape.n(), shape.k()))
                        .isEqualTo(plan));
    }
}
