package io.percept.cli.bench.gpu;

import java.util.Locale;

/** Ways in which PyTorch runs a training step. */
public enum TorchMode {
    /** Operation by operation. */
    EAGER("eager"),
    /** A CUDA graph of the whole step, the gathering of the batch included. */
    GRAPH("CUDA graph"),
    /** Forward pass and loss by torch.compile. */
    COMPILE("torch.compile");

    private final String title;

    TorchMode(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** As files have it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
