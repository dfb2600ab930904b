package io.percept.cli;

import io.percept.backend.Activation;
import io.percept.backend.Named;
import io.percept.nn.Elementwise;
import io.percept.nn.Layer;
import io.percept.nn.Linear;
import io.percept.nn.Maxout;
import io.percept.nn.Network;
import io.percept.nn.PRelu;
import java.util.ArrayList;
import java.util.List;

/** What hidden layers can be made of: an activation, or units that learn more than a linear layer's weights. */
final class HiddenUnits {
    private HiddenUnits() {}

    /** All of them, with their usual settings. */
    static List<Named> all() {
        List<Named> all = new ArrayList<>(Activation.all());
        all.add(new PRelu());
        all.add(new MaxoutUnits(2));
        return List.copyOf(all);
    }

    /**
     * Maxout units of any number. Settings are read where records are public.
     *
     * @param pieces linear functions of each
     */
    public record MaxoutUnits(int pieces) implements Named {
        public MaxoutUnits {
            if (pieces < 1) {
                throw new IllegalArgumentException("pieces is " + pieces + "; it must be at least 1");
            }
        }

        @Override
        public String name() {
            return "maxout";
        }
    }

    /** A hidden layer of that many units. */
    static List<Layer> layer(int width, Named units) {
        if (units instanceof MaxoutUnits maxout) {
            return List.of(new Maxout(width, maxout.pieces()));
        }
        return List.of(
                new Linear(width, true), units instanceof PRelu prelu ? prelu : new Elementwise((Activation) units));
    }

    /** The widths of a network's hidden layers: of all that have weights but the last. */
    static List<Integer> widths(Network network) {
        List<Integer> widths = new ArrayList<>();
        for (Layer layer : network.layers()) {
            if (layer instanceof Linear linear) {
                widths.add(linear.units());
            } else if (layer instanceof Maxout maxout) {
                widths.add(maxout.units());
            }
        }
        return widths.subList(0, Math.max(0, widths.size() - 1));
    }

    /** Whether a network's hidden layers are made of these units. */
    static boolean areIn(Network network, Named units) {
        List<Layer> expected = new ArrayList<>();
        widths(network).forEach(width -> expected.addAll(layer(width, units)));
        return network.layers()
                .subList(0, Math.max(0, network.layers().size() - 1))
                .equals(expected);
    }
}
