package io.percept.backend;

import static io.percept.backend.ElementType.FLOAT32;
import static io.percept.backend.ElementType.INT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimesTest {
    private final List<String> leaks = new ArrayList<>();
    private final DeviceOptions options = DeviceOptions.defaults().withOnLeak(leaks::add);
    private final Lifetimes lifetimes = Fakes.lifetimes(options);

    @Test
    void endsOnce() {
        Lifetimes.Lifetime lifetime = lifetimes.open("thing");

        lifetime.check();
        assertThat(lifetime.end()).isTrue();
        assertThat(lifetime.end()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(lifetime::check)
                .withMessage("the thing is closed")
                .withNoCause();
    }

    @Test
    void tellsWhereAThingWasClosedWhenItTracks() {
        Lifetimes.Lifetime lifetime =
                Fakes.lifetimes(options.withTrackLifetimes(true)).open("thing");
        lifetime.end();

        assertThatIllegalStateException()
                .isThrownBy(lifetime::check)
                .withMessage("the thing is closed; the cause shows where")
                .havingCause()
                .satisfies(cause -> assertThat(cause.getStackTrace())
                        .anySatisfy(frame ->
                                assertThat(frame.getMethodName()).isEqualTo("tellsWhereAThingWasClosedWhenItTracks")));
    }

    @Test
    void reportsWhatIsStillOpenInTheOrderOfOpening() {
        lifetimes.open("first");
        lifetimes.open("second").end();
        Lifetimes.Lifetime third = lifetimes.open("third");

        assertThat(lifetimes.closeDevice()).isTrue();
        assertThat(lifetimes.closeDevice()).isFalse();
        assertThat(leaks)
                .containsExactly(
                        "device fake was closed with a first still open",
                        "device fake was closed with a third still open");
        assertThat(third.end()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> lifetimes.open("fourth"))
                .withMessage("the device fake is closed");
    }

    @Test
    void saysWhereALeakWasOpenedWhenItTracks() {
        Lifetimes tracking = Fakes.lifetimes(options.withTrackLifetimes(true));
        Fakes.buffer(tracking, 3, 5, FLOAT32);
        tracking.closeDevice();

        assertThat(leaks).singleElement().asString().contains("FLOAT32 buffer of 3 x 5 still open, opened at ");
    }

    @Test
    void refusesShapesThatNoBufferCanHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fakes.buffer(lifetimes, 0, 5, FLOAT32))
                .withMessage("a buffer of 0 x 5; it must have rows and columns and at most 2147483647 elements");
        assertThatIllegalArgumentException().isThrownBy(() -> Fakes.buffer(lifetimes, 5, -1, FLOAT32));
        assertThatIllegalArgumentException().isThrownBy(() -> Fakes.buffer(lifetimes, 46341, 46341, FLOAT32));
    }

    @Test
    void saysWhatToDoWhenMemoryRunsOut() {
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> lifetimes.allocate(2, 3, FLOAT32, (lifetime, rows, columns, type) -> {
                    throw new OutOfMemoryError("on purpose");
                }))
                .withMessageContaining("fake: no memory for a FLOAT32 buffer of 2 x 3; give Java more (-Xmx)");
        lifetimes.closeDevice();
        assertThat(leaks).isEmpty();
    }

    @Test
    void aBufferThatCannotBeMadeIsNotOpen() {
        assertThatIllegalStateException()
                .isThrownBy(() -> lifetimes.allocate(2, 3, FLOAT32, (lifetime, rows, columns, type) -> {
                    throw new IllegalStateException("on purpose");
                }));
        lifetimes.closeDevice();
        assertThat(leaks).isEmpty();
    }

    @Test
    void knowsItsOwnBuffers() {
        TrackedBuffer own = Fakes.buffer(lifetimes, 2, 3, FLOAT32);
        MatrixView stranger = Fakes.matrix(2, 3);

        assertThat(lifetimes.buffersOf(List.of(new Add(own.view(), own.view(), own.view()), new Fill(0, own.view()))))
                .containsExactly(own);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lifetimes.buffersOf(List.of(new Fill(0, stranger))))
                .withMessage("a buffer of 2 x 3 belongs to another device than fake");
        own.close();
        assertThatIllegalStateException().isThrownBy(() -> lifetimes.buffersOf(List.of(new Fill(0, own.view()))));
    }

    @Test
    void checksTransfers() {
        TrackedBuffer buffer = Fakes.buffer(lifetimes, 2, 3, FLOAT32);

        lifetimes.checkTransfer(buffer, FLOAT32, 4, 10, 8, 2);
        lifetimes.checkTransfer(buffer, FLOAT32, 6, 10, 10, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lifetimes.checkTransfer(buffer, INT32, 0, 10, 0, 2))
                .withMessage("the buffer holds FLOAT32 but the array goes with INT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lifetimes.checkTransfer(buffer, FLOAT32, 5, 10, 0, 2))
                .withMessage("2 elements from 5 on do not fit the buffer of 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lifetimes.checkTransfer(buffer, FLOAT32, 0, 10, 9, 2))
                .withMessage("2 elements from 9 on do not fit the array of 10");
        assertThatIllegalArgumentException().isThrownBy(() -> lifetimes.checkTransfer(buffer, FLOAT32, 0, 10, 0, -1));
    }
}
