package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.json.JsonObject;
import io.percept.model.Model;
import io.percept.nn.NetworkJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks by options and by descriptions, and what is shown of them. */
class NetworkOptionsTest {
    @TempDir
    private Path folder;

    private String data;
    private Path model;

    @BeforeEach
    void write() {
        data = TestData.clusters(folder, "clusters.csv", 60, 1);
        model = folder.resolve("model.safetensors");
    }

    private Run train(String options) {
        return Run.line("train --data {} --epochs 1 --device cpu --model {} " + options, data, model);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hidden 8 --dropout 0.25 | 2 - linear 8 - relu - dropout 0.25 - linear 3",
                "--hidden 8,4 --batch-norm | 2 - linear 8 - batch-norm - relu - linear 4 - batch-norm - relu - linear 3",
                "--hidden 8 --layer-norm --activation tanh | 2 - linear 8 - layer-norm - tanh - linear 3",
                "--hidden 8,8 --residual | 2 - linear 8 - relu - residual (linear 8 - relu) - linear 3",
                "--hidden 8,8 --highway | 2 - linear 8 - relu - highway (linear 8 - relu) - linear 3",
                "--hidden 2,2 --residual --dropout 0.5 | 2 - residual (linear 2 - relu - dropout 0.5) - residual (linear 2 - relu - dropout 0.5) - linear 3",
                "--hidden 8,4 --dense-concat | 2 - dense-concat (linear 8 - relu) - dense-concat (linear 4 - relu) - linear 3",
                "--hidden 8 --fourier 16:2.5 | 2 - fourier 16 - linear 8 - relu - linear 3",
                "--hidden 8 --positional 3 | 2 - positional 3 - linear 8 - relu - linear 3",
            })
    void optionsDescribeTheCommonNetworks(String options, String summary) {
        assertThat(train(options).err()).contains("network   " + summary + ";");
        assertThat(Model.load(model).network().summary()).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dropout 1 | 2 | the probability of dropout is 1.0; it must be at least 0 and less than 1",
                "--dropout half | 2 | \"half\" is not a number; write a probability, as in 0.5",
                "--fourier 0 | 2 | there are 0 frequencies",
                "--fourier 8:x | 2 | \"x\" is not a number; write how many frequencies, and perhaps a scale, as in 128:10",
                "--positional 99 | 2 | there are 99 octaves; there must be 1 to 24",
                "--batch-norm --layer-norm | 2 | --batch-norm and --layer-norm exclude each other; for both, use --network",
                "--residual --hidden 8,4 | 1 | --residual needs a hidden layer that is as wide as what comes before it",
                "--network n.json --hidden 8 --dropout 0.1 | 2 | --network describes the whole network, so that it and --dropout, --hidden exclude",
                "--network none.json | 1 | none.json is not there",
            })
    void wrongOptionsAreRefused(String options, int code, String message) {
        Run run = train(options);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains(message);
    }

    @Test
    void aModelsDescriptionDescribesItAgain() throws IOException {
        train("--hidden 8,8 --residual --layer-norm --dropout 0.1 --fourier 5");
        Run summary = Run.line("summary --json {}", model);
        JsonObject description = summary.result().object("network");
        assertThat(NetworkJson.read(description)).isEqualTo(Model.load(model).network());

        Path file = Files.writeString(folder.resolve("network.json"), summary.out());
        Path again = folder.resolve("again.safetensors");
        assertThat(Run.line("train --data {} --epochs 1 --device cpu --network {} --model {}", data, file, again)
                        .code())
                .isZero();
        assertThat(Model.load(again)).isEqualTo(Model.load(model));
        assertThat(Run.line("train --data {} --epochs 1 --device cpu --network {} --init {}", data, file, again)
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'layers':[{'type':'linear','out':4}]} | layer 0 (linear 4) is the last and has 4 outputs, but cross-entropy on this data needs 3; let the last linear layer have 3",
                "{'inputs':5,'layers':[{'type':'linear','out':3}]} | describes a network with 5 inputs, but the data has 2 features; make \"inputs\" 2, or leave it out",
                "{'layers':[{'type':'linear','out':4},{'type':'linear','in':5,'out':3}]} | layer 1 (linear) takes 5 inputs, but what comes before it gives 4; make them equal, or leave \"in\" out",
                "{'layers':[{'type':'linear','out':4},{'type':'residual','body':[{'type':'linear','out':3}]}]} | layer 1 (residual): x + body(x) adds 4 columns and the body's 3; let the body end with 4 columns",
                "{'layers':[{'type':'linear','out':4},{'type':'highway','body':[{'type':'linear','out':3}]}]} | layer 1 (highway): t h(x) + (1 - t) x blends 4 columns with the body's 3; let the body end with 4",
                "{'layers':[{'type':'lineal','out':4}]} | layer 0 is of the type \"lineal\"; there are linear, ",
                "{'layers':[{'type':'dropout','probability':2}]} | layer 0 (dropout): the probability of dropout is 2.0",
                "{'layers':[{ | network.json: line 1",
            })
    void descriptionsThatDoNotFitNameTheLayerBothSizesAndTheRemedy(String json, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("network.json"), json.replace('\'', '"'));
        Run run = Run.line("train --data {} --network {}", data, file);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(message);
    }

    @Test
    void summariesAddUp() throws IOException {
        Path file = Files.writeString(folder.resolve("network.json"), """
                {"inputs": 4, "layers": [
                  {"type": "linear", "out": 8},
                  {"type": "residual", "body": [{"type": "linear", "out": 8, "bias": false}, {"type": "relu"}]},
                  {"type": "highway", "body": [{"type": "linear", "out": 8}]},
                  {"type": "dense-concat", "body": [{"type": "linear", "out": 2}]},
                  {"type": "linear", "out": 3}]}
                """);
        assertThat(Run.line("summary {}", file).out().lines())
                .containsExactly(
                        "layer                             output  parameters  FLOPs/row",
                        "input                              n x 4                       ",
                        "0 linear 8                         n x 8          40         72",
                        "1 residual                         n x 8           0          8",
                        "  1.body.0 linear 8 without bias   n x 8          64        128",
                        "  1.body.1 relu                    n x 8           0          8",
                        "2 highway                          n x 8          72        176",
                        "  2.body.0 linear 8                n x 8          72        136",
                        "3 dense-concat                    n x 10           0          0",
                        "  3.body.0 linear 2                n x 2          18         34",
                        "4 linear 3                         n x 3          33         63",
                        "total                              n x 3         299        625");
    }
}
