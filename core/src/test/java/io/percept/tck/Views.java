package io.percept.tck;

import io.percept.backend.MatrixView;

/** Where a case's operands lie on a device. */
@FunctionalInterface
public interface Views {
    /** The operand of that name; null where the case has none, as operations take it for operands that may be left out. */
    MatrixView get(String operand);
}
