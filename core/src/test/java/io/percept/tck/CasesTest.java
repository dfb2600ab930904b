package io.percept.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.BackendProvider;
import io.percept.backend.Device;
import io.percept.backend.DeviceOptions;
import io.percept.backend.Loss;
import io.percept.backend.LossGradient;
import io.percept.backend.Op;
import io.percept.backend.Update;
import io.percept.backend.UpdateRule;
import io.percept.reference.ReferenceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The cases that measurements take. */
class CasesTest {
    private static final List<Case> CASES = Cases.ofLayer(6, 8, 5, 3);

    @Test
    void everyOperationIsMeasuredWithEveryChoice() {
        List<Op> ops = ops();

        assertThat(ops).extracting(Object::getClass).contains(Op.class.getPermittedSubclasses());
        assertThat(all(ops, Activate.class, Activate::activation)).containsExactlyElementsOf(Activation.all());
        assertThat(all(ops, ActivateBackward.class, ActivateBackward::activation))
                .containsExactlyElementsOf(Activation.all());
        assertThat(all(ops, Update.class, Update::rule)).containsExactlyElementsOf(UpdateRule.all());
        assertThat(all(ops, LossGradient.class, LossGradient::loss)).containsExactlyElementsOf(Loss.all());
    }

    @Test
    void eachIsOneOperationOfItsOwnName() {
        assertThat(ops()).hasSameSizeAs(CASES);
        assertThat(CASES).extracting(Case::name).doesNotHaveDuplicates();
    }

    @Test
    void theyCanBeCheckedLikeAllOthers() {
        try (Device device = reference()) {
            CASES.forEach(testCase -> new CaseCheck(device, testCase).values(Mode.ROUNDING));
        }
    }

    private static List<Op> ops() {
        List<Op> ops = new ArrayList<>();
        try (Device device = reference()) {
            for (Case testCase : CASES) {
                try (Workspace workspace = new Workspace(device, testCase, Layout.TIGHT)) {
                    ops.addAll(workspace.ops());
                }
            }
        }
        return ops;
    }

    private static Device reference() {
        BackendProvider provider = new ReferenceProvider();
        BackendProvider.Available probe = (BackendProvider.Available) provider.probe();
        return provider.open(probe.devices().get(0), DeviceOptions.defaults());
    }

    private static <O, T> List<T> all(List<Op> ops, Class<O> type, Function<O, T> choice) {
        return ops.stream().filter(type::isInstance).map(type::cast).map(choice).toList();
    }
}
