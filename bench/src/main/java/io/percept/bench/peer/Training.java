package io.percept.bench.peer;

import java.util.Locale;
import java.util.Scanner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network of linear layers with ReLU between them, and how to train it.
 *
 * @param data {@value #FASHION_MNIST}, with cross-entropy; or {@value #NUMBERS}: one batch of random numbers and targets, with mean squared
 *     error
 * @param widths of the inputs and of each layer
 * @param batch rows of a step
 * @param rule {@code sgd} or {@code adam}
 * @param rate the learning rate, which stays as it is
 */
@SuppressWarnings("ArrayRecordComponent")
public record Training(String data, int[] widths, int batch, String rule, double rate) {
    /** 60,000 images of 28 x 28 pixels, 10 classes. */
    public static final String FASHION_MNIST = "fashion-mnist";

    /** Random. */
    public static final String NUMBERS = "numbers";

    /** Reads what {@link #toString} writes. */
    public static Training parse(String line) {
        Scanner words = new Scanner(line).useLocale(Locale.ROOT);
        String data = words.next();
        int[] widths = Pattern.compile(",")
                .splitAsStream(words.next())
                .mapToInt(Integer::parseInt)
                .toArray();
        return new Training(data, widths, words.nextInt(), words.next(), words.nextDouble());
    }

    /** In one line, as {@code fashion-mnist 784,128,10 32 sgd 0.1}. */
    @Override
    public String toString() {
        String layers = IntStream.of(widths).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return String.format(Locale.ROOT, "%s %s %d %s %s", data, layers, batch, rule, rate);
    }

    public boolean isRegression() {
        return data.equals(NUMBERS);
    }

    public boolean isAdam() {
        return rule.equals("adam");
    }

    public int inputs() {
        return widths[0];
    }

    public int outputs() {
        return widths[widths.length - 1];
    }

    public int layers() {
        return widths.length - 1;
    }
}
