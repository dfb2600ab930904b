package io.percept.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds places for labels, so that they cover neither each other nor anything else. */
final class Labels {
    private static final double[] DISTANCES = {9, 15, 23, 33, 45, 60, 78, 100, 130, 170};

    private final Box frame;
    private final List<Box> taken = new ArrayList<>();

    /** All places lie within this. */
    Labels(Box frame) {
        this.frame = frame;
    }

    /** A rectangle; y grows downwards. */
    record Box(double left, double top, double width, double height) {
        static Box around(double x, double y, double width, double height) {
            return new Box(x - width / 2, y - height / 2, width, height);
        }

        double centreX() {
            return left + width / 2;
        }

        double centreY() {
            return top + height / 2;
        }

        /** The x of the point in the box that is nearest to a point with this one. */
        double nearestX(double x) {
            return Math.min(Math.max(x, left), left + width);
        }

        double nearestY(double y) {
            return Math.min(Math.max(y, top), top + height);
        }

        /** How far it is from a point. */
        double distance(double x, double y) {
            return Math.hypot(x - nearestX(x), y - nearestY(y));
        }

        boolean overlaps(Box other) {
            return left < other.left + other.width
                    && other.left < left + width
                    && top < other.top + other.height
                    && other.top < top + height;
        }

        boolean contains(Box other) {
            return other.left >= left
                    && other.top >= top
                    && other.left + other.width <= left + width
                    && other.top + other.height <= top + height;
        }
    }

    /** Keeps labels away from here. */
    void take(Box box) {
        taken.add(box);
    }

    /** The free place of that size that is nearest to a point, taken from now on; empty when all around is full. */
    Optional<Box> place(double x, double y, double width, double height) {
        for (double distance : DISTANCES) {
            for (int direction = 0; direction < 8; direction++) {
                Box box = beside(x, y, direction, distance, width, height);
                if (frame.contains(box) && taken.stream().noneMatch(box::overlaps)) {
                    taken.add(box);
                    return Optional.of(box);
                }
            }
        }
        return Optional.empty();
    }

    /** Right, left, and then the other directions of the compass; the edge of the box is so far away from the point. */
    private static Box beside(double x, double y, int direction, double distance, double width, double height) {
        int[] horizontal = {1, -1, 1, 1, -1, -1, 0, 0};
        int[] vertical = {0, 0, -1, 1, -1, 1, -1, 1};
        double diagonal = horizontal[direction] != 0 && vertical[direction] != 0 ? Math.sqrt(0.5) : 1;
        double away = distance * diagonal;
        return Box.around(
                x + horizontal[direction] * (away + width / 2),
                y + vertical[direction] * (away + height / 2),
                width,
                height);
    }
}
