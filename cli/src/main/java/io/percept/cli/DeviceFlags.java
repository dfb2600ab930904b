package io.percept.cli;

import io.percept.backend.Backends;
import io.percept.backend.DeviceOptions;
import io.percept.data.Dataset;
import io.percept.nn.Network;
import io.percept.train.DeviceChooser;
import io.percept.train.TrainingConfig;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that pick a device. */
final class DeviceFlags {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|reference|opencl[:N]",
            description = "What to compute on; 'percept devices' lists what there is. Default: ${DEFAULT-VALUE}.")
    private String device = Backends.AUTO;

    @Mixin
    private OpeningFlags opening;

    /**
     * How to open it.
     *
     * @throws ParameterException for an impossible number of threads
     */
    DeviceOptions options() {
        return opening.options(command);
    }

    boolean isAutomatic() {
        return device.equals(Backends.AUTO);
    }

    Backends.Choice choose() {
        return Backends.choose(device);
    }

    /**
     * Looks for the device before the data is read: one that was named and cannot be had, or not with the precision, is known at once. What {@code auto} has to choose
     * from is found out in the meantime, since drivers may take a while to load; and what the processor needs for a training is compiled.
     */
    void lookFor() {
        if (isAutomatic()) {
            startDaemon("percept-devices", Backends::candidates);
            startDaemon("percept-early-training", EarlyTraining::run);
            return;
        }
        Backends.Choice named = choose();
        named.provider().require(named.device(), options().precision());
        if (named.isProcessor()) {
            startDaemon("percept-early-training", EarlyTraining::run);
        }
    }

    private static void startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The device for a training: the one that was named, or with {@code auto} the one that will be done first.
     *
     * @param tell is told what was measured, if anything was
     */
    Backends.Choice choose(Network network, TrainingConfig config, Dataset rows, Consumer<String> tell) {
        if (!isAutomatic()) {
            return choose();
        }
        DeviceChooser.Decision decision = DeviceChooser.choose(network, config, rows, options());
        if (!decision.choice().isProcessor()) {
            EarlyTraining.stop();
        }
        if (!decision.summary().isEmpty()) {
            tell.accept("auto      " + decision.summary());
        }
        return decision.choice();
    }

    /** Opens the device, or with {@code auto} the first that opens. */
    Backends.Opened open() {
        return Backends.open(device, options());
    }
}
