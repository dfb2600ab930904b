package io.percept.train;

/** What a {@link Schedule.Plateau} has seen and done so far. */
final class PlateauWatch {
    private final Schedule.Plateau plateau;
    private double best = Double.POSITIVE_INFINITY;
    private int bad;
    private int cooling;
    private double factor = 1;

    PlateauWatch(Schedule.Plateau plateau) {
        this.plateau = plateau;
    }

    /** Takes the loss after an epoch into account. */
    void measured(double loss) {
        if (loss < best * (1 - Math.copySign(plateau.threshold(), best))) {
            best = loss;
            bad = 0;
        } else {
            bad++;
        }
        if (cooling > 0) {
            cooling--;
            bad = 0;
        }
        if (bad > plateau.patience()) {
            factor = Math.max(factor * plateau.factor(), plateau.end());
            cooling = plateau.coolDown();
            bad = 0;
        }
    }

    /** What to multiply the learning rate by. */
    double factor() {
        return factor;
    }
}
