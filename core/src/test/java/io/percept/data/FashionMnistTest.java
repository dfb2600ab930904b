package io.percept.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.percept.tck.Required;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads the real files of Fashion-MNIST, where they are installed (Debian: dataset-fashion-mnist). */
class FashionMnistTest {
    private static final String FOLDER = System.getProperty("percept.fashion", "/usr/share/datasets/fashion-mnist");

    @Test
    void readsTheRealFiles() {
        if (!Files.isDirectory(Path.of(FOLDER))) {
            Required.skip(
                    "fashion-mnist", "Fashion-MNIST is not in " + FOLDER + "; name its folder with -Dpercept.fashion");
        }

        TrainTest fashion = Datasets.open(FOLDER, CsvOptions.DEFAULTS);
        Dataset train = fashion.train();
        Dataset test = fashion.test().orElseThrow();
        assertThat(train.rows()).isEqualTo(60_000);
        assertThat(test.rows()).isEqualTo(10_000);
        assertThat(train.imageShape()).contains(new ImageShape(28, 28));
        assertThat(train.classCounts()).hasSize(10).containsOnly(6000);
        assertThat(test.classCounts()).hasSize(10).containsOnly(1000);
        // Mean and deviation of the training pixels, as published for scaling to [0, 1]: 0.2860 and 0.3530.
        Scaler fitted = Scaler.fit(train, Optional.empty(), Scaling.STANDARDIZE);
        assertThat(fitted.shift()[0] / 255).isCloseTo(0.2860f, within(0.00005f));
        assertThat(1 / fitted.scale()[0] / 255).isCloseTo(0.3530f, within(0.00005f));
    }
}
