package io.percept.cli;

import io.percept.data.ImageShape;

/**
 * Weights of units as small images, side by side on a nearly square sheet, with a line between them. 0 is a middle grey; a unit's largest
 * weight in size is white or black.
 */
final class FeatureSheet {
    private static final int GREY = 128;
    private static final int SPAN = 127;
    private static final int LINE = 1;
    private static final int MOST_ZOOM = 64;

    private final float[] weights;
    private final int units;
    private final ImageShape shape;
    private final int zoom;
    /** Images side by side. */
    private final int across;

    /**
     * Lays out a sheet.
     *
     * @param weights units x the shape's pixels
     * @param zoom pixels of the sheet for a weight, each way
     */
    FeatureSheet(float[] weights, ImageShape shape, int zoom) {
        if (zoom < 1 || zoom > MOST_ZOOM) {
            throw new IllegalArgumentException("--zoom is " + zoom + "; it must be 1 to " + MOST_ZOOM);
        }
        this.weights = weights;
        this.units = weights.length / shape.pixels();
        this.shape = shape;
        this.zoom = zoom;
        this.across = (int) Math.ceil(Math.sqrt(units));
    }

    int width() {
        return across * (shape.width() * zoom + LINE) - LINE;
    }

    int height() {
        int down = (units + across - 1) / across;
        return down * (shape.height() * zoom + LINE) - LINE;
    }

    long pixels() {
        return (long) width() * height();
    }

    /** The sheet's greys row by row; lines and empty places are black. */
    byte[] greys() {
        byte[] greys = new byte[(int) pixels()];
        for (int unit = 0; unit < units; unit++) {
            draw(unit, greys);
        }
        return greys;
    }

    private void draw(int unit, byte[] greys) {
        int from = unit * shape.pixels();
        float largest = 0;
        for (int i = 0; i < shape.pixels(); i++) {
            largest = Math.max(largest, Math.abs(weights[from + i]));
        }
        int top = unit / across * (shape.height() * zoom + LINE);
        int left = unit % across * (shape.width() * zoom + LINE);
        for (int row = 0; row < shape.height() * zoom; row++) {
            for (int column = 0; column < shape.width() * zoom; column++) {
                float weight = weights[from + row / zoom * shape.width() + column / zoom];
                greys[(top + row) * width() + left + column] =
                        (byte) (GREY + (largest == 0 ? 0 : Math.round(SPAN * weight / largest)));
            }
        }
    }
}
