package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.data.ImageShape;
import io.percept.model.Model;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worked example 16: what the units of a digit classifier's first layer look for. */
class FeaturesCommandTest {
    @TempDir
    private Path folder;

    private BufferedImage features(Path model, String options) throws IOException {
        Path picture = folder.resolve("features.png");
        Run run = Run.line("features {} --output {} " + options, model, picture);
        assertThat(run.code()).as(run.err()).isZero();
        return ImageIO.read(picture.toFile());
    }

    /**
     * Neighbours agree in a stroke or an edge. In noise their correlation is 0, so that it must be learned; what the training starts from
     * is small, so that not much of it is left.
     */
    @Test
    void firstLayersLearnStrokesAndEdges() throws IOException {
        Path model = folder.resolve("digits.safetensors");
        Run.line(
                "train --data digits --device cpu --hidden 20 --activation tanh --initializer uniform:0.01 --l2 0.01"
                        + " --epochs 30 --model {}",
                model);

        BufferedImage picture = features(model, "--zoom 3");

        assertThat(picture.getWidth()).isEqualTo(5 * (8 * 3 + 1) - 1);
        assertThat(picture.getHeight()).isEqualTo(4 * (8 * 3 + 1) - 1);
        double sum = 0;
        for (int unit = 0; unit < 20; unit++) {
            sum += neighbours(picture, unit % 5 * 25, unit / 5 * 25);
        }
        assertThat(sum / 20).isGreaterThan(0.3); // Measured: 0.51.
    }

    /** The correlation of an 8 x 8 image, three pixels to a weight, with itself one weight further down and one to the right. */
    private static double neighbours(BufferedImage picture, int left, int top) {
        double[][] weights = new double[8][8];
        double mean = 0;
        for (int i = 0; i < 64; i++) {
            weights[i / 8][i % 8] = picture.getRaster().getSample(left + i % 8 * 3, top + i / 8 * 3, 0);
            mean += weights[i / 8][i % 8] / 64;
        }
        double variance = 0;
        double covariance = 0;
        for (int i = 0; i < 64; i++) {
            double here = weights[i / 8][i % 8] - mean;
            variance += here * here / 64;
            double right = i % 8 < 7 ? here * (weights[i / 8][i % 8 + 1] - mean) : 0;
            double below = i / 8 < 7 ? here * (weights[i / 8 + 1][i % 8] - mean) : 0;
            covariance += (right + below) / (2 * 7 * 8);
        }
        return covariance / variance;
    }

    @Test
    void everyWeightHasItsPlaceAndGrey() throws IOException {
        IdxFiles.write(folder, 40, 20);
        Path model = folder.resolve("idx.safetensors");
        Run.line("train --data {} --device cpu --hidden 3 --epochs 1 --model {}", folder, model);
        Model loaded = Model.load(model);
        ImageShape shape = loaded.data().imageShape().orElseThrow();
        float[] weights = loaded.values(loaded.network().parameters().get(0));

        BufferedImage picture = features(model, "--zoom 1");

        assertThat(picture.getWidth()).isEqualTo(2 * shape.width() + 1);
        assertThat(picture.getHeight()).isEqualTo(2 * shape.height() + 1);
        for (int unit = 0; unit < 3; unit++) {
            float largest = 0;
            for (int i = 0; i < shape.pixels(); i++) {
                largest = Math.max(largest, Math.abs(weights[unit * shape.pixels() + i]));
            }
            for (int i = 0; i < shape.pixels(); i++) {
                int grey = picture.getRaster()
                        .getSample(
                                unit % 2 * (shape.width() + 1) + i % shape.width(),
                                unit / 2 * (shape.height() + 1) + i / shape.width(),
                                0);
                assertThat(grey).isEqualTo(128 + Math.round(127 * weights[unit * shape.pixels() + i] / largest));
            }
        }
    }

    @Test
    void onlyImagesThatTheFirstLayerSeesCanBeDrawn() {
        Path model = folder.resolve("model.safetensors");
        String plane = TestData.clusters(folder, "clusters.csv", 30, 1);
        Run.line("train --data {} --epochs 1 --model {}", plane, model);
        assertThat(Run.line("features {} --output {}", model, folder.resolve("f.png"))
                        .err())
                .contains("was trained with 2 features, which are neither images nor as many as a square has");
        Run.line("train --data {} --epochs 1 --fourier 8 --model {}", plane, model);
        assertThat(Run.line("features {} --output {}", model, folder.resolve("f.png"))
                        .err())
                .contains("which does not begin with a linear layer");
    }
}
