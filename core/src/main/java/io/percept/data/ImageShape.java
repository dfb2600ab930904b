package io.percept.data;

import java.util.List;

/** The height and width in pixels of the images that the rows of a data set hold, line by line. */
public record ImageShape(int height, int width) {
    /**
     * Checks the sides.
     *
     * @throws DataException when one is not positive, or an image has more pixels than an array can hold
     */
    public ImageShape {
        if (height <= 0 || width <= 0 || (long) height * width > Integer.MAX_VALUE) {
            throw new DataException("images cannot be " + height + " x " + width
                    + " pixels; both sides must be positive and their product below 2^31");
        }
    }

    /** Height times width. */
    public int pixels() {
        return height * width;
    }

    /** The names of the pixels as features: pixel0, pixel1, ... */
    public List<String> pixelNames() {
        return new GeneratedNames(GeneratedNames.PIXEL, pixels());
    }

    @Override
    public String toString() {
        return height + " x " + width;
    }
}
