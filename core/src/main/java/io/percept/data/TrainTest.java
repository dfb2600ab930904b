package io.percept.data;

import java.util.Optional;

/** A data set to train with, and the one to test with where the source has its own. */
public record TrainTest(Dataset train, Optional<Dataset> test) {}
