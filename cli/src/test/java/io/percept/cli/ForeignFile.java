package io.percept.cli;

import io.percept.model.Safetensors;
import io.percept.model.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A safetensors file as PyTorch users save the state of a Sequential of Linear, ReLU and Linear. */
final class ForeignFile {
    private ForeignFile() {}

    /** Writes a file of zeros. */
    static Path write(Path file, int inputs, int hidden, int outputs) {
        Safetensors.write(
                file,
                Map.of("format", "pt"),
                List.of(
                        Tensor.ofFloats("0.bias", List.of(hidden), new float[hidden]),
                        Tensor.ofFloats("0.weight", List.of(hidden, inputs), new float[hidden * inputs]),
                        Tensor.ofFloats("2.bias", List.of(outputs), new float[outputs]),
                        Tensor.ofFloats("2.weight", List.of(outputs, hidden), new float[outputs * hidden])));
        return file;
    }
}
