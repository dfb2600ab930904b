package io.percept.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @Test
    void withoutACommandTheUsageGoesToStandardError() {
        Run run = Run.percept();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: percept", "train", "evaluate", "predict", "devices");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "evaluate",
                "predict",
                "cross-validate",
                "learning-curve",
                "search",
                "check-gradients",
                "lr-range",
                "devices",
                "bench"
            })
    void helpGoesToStandardOutput(String command) {
        Run run = Run.percept(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Usage: percept " + command);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theVersionNamesPerceptAndJava() {
        Run run = Run.percept("--version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("percept ", "Java " + Runtime.version());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    trian                               | there is no command 'trian'; did you mean train?
                    train --epoch 4                     | there is no option '--epoch'; did you mean --epochs?
                    train data.csv                      | there is no argument 'data.csv'
                    train --hidden 0                    | '--hidden': a layer of width 0; it must be at least 1
                    train --hidden 8,-3                 | '--hidden': a layer of width -3; it must be at least 1
                    train --hidden 8,,3                 | "8,,3" is not a list of widths
                    train --hidden big                  | "big" is not a list of widths
                    train --hidden --epochs 3           | '--hidden'
                    train --activation rleu             | "rleu" is none of identity, sigmoid, tanh, relu
                    train --loss mse                    | "mse" is none of cross-entropy, soft-cross-entropy, negative-log-likelihood
                    train --loss cross-entropy:1        | cross-entropy: labelSmoothing is 1.0
                    train --loss huber:0                | huber: delta is 0.0
                    train --class-weights 1,x           | "x" is no weight; write balanced, a number for each class
                    train --class-weights a=-1          | the class weight -1.0 is not 0 or a positive number
                    train --optimizer lbfgs             | "lbfgs" is none of sgd, momentum, nesterov, adagrad
                    train --optimizer adam:momentum=0.5 | adam has no setting momentum; it has beta1, beta2, epsilon
                    train --optimizer momentum:1        | momentum: momentum is 1.0
                    train --initializer ones            | "ones" is none of he, he-uniform, xavier
                    train --schedule step:every=0       | step: every is 0.0; it must be at least 1
                    train --clip-norm 1 --clip-value 1  | gradients are clipped by value or by norm, not by both
                    train --max-norm 0                  | the largest norm of a row is 0.0
                    train --weight-decay -1             | weight decay is -1.0
                    train --initializer uniform:x       | the value "x" of a setting is not a number
                    train --initializer uniform:-1      | r is -1.0; it must be positive
                    train --header maybe                | "maybe" is none of auto, yes, no
                    train --stream 0                    | --stream is 0; a block must have at least 1 row
                    train --stream              | --stream has no effect on digits; the digits and folders with IDX files
                    train --scratch .           | --scratch has no effect on digits
                    train --target 3            | --target names a column of a CSV file, but the data is digits
                    train --ignore 3            | --ignore names a column of a CSV file, but the data is digits
                    train --categorical 3       | --categorical names a column of a CSV file, but the data is digits
                    cross-validate --ignore 3   | --ignore names a column of a CSV file, but the data is digits
                    train --decay-biases        | --decay-biases has no effect without weight decay
                    lr-range --optimizer rprop  | --optimizer rprop has steps of its own
                    train --stream many                 | "many" is not a whole number
                    train --target-kind text            | "text" is none of auto, classes, real
                    train --delimiter ab                | "ab" is not one character
                    train --delimiter "                 | cannot be a quote
                    train --epochs 0                    | the number of epochs is 0; it must be at least 1
                    train --epochs many                 | '--epochs': "many" is not a whole number
                    train --learning-rate 0             | the learning rate is 0.0; it must be positive
                    train --learning-rate -0.1          | the learning rate is -0.1; it must be positive
                    train --learning-rate NaN           | the learning rate is NaN; it must be positive
                    train --learning-rate Infinity      | the learning rate is Infinity; it must be positive
                    train --learning-rate fast          | '--learning-rate': "fast" is not a number
                    train --batch-size 0                | the batch size is 0; it must be at least 1
                    train --batch-size all              | "all" is neither a whole number nor 'full'
                    train --validation 1                | --validation is 1.0; it must be at least 0 and below 1
                    train --validation -0.1             | --validation is -0.1; it must be at least 0 and below 1
                    train --validation NaN              | --validation is NaN; it must be at least 0 and below 1
                    train --holdout 1.5                 | --holdout is 1.5; it must be at least 0 and below 1
                    train --holdout 0.1 --test x.csv    | --holdout and --test both say what to test with
                    train --threads 0                   | threads is 0; it must be at least 1
                    train --precision half              | "half" is none of float32, 3xtf32, tf32, bf16
                    train --patience -1                 | the patience is -1; it must not be negative
                    train --patience 2 --validation 0   | --patience needs a validation part
                    train --bias NaN                    | the initial bias is NaN; it must be finite
                    train --l2 -1                       | l2 is -1.0; both must be finite and not negative
                    train --init x --bias 1             | have no effect with --init
                    train --seed 1 --seed 2             | '--seed' (N) should be specified only once
                    train --shuffle perhaps             | 'perhaps' is not a boolean
                    evaluate --data digits              | Missing required option: '--model=FILE'
                    bench -r 0                          | the repetitions are 0; there must be at least 1
                    bench -r many                       | '--repetitions': "many" is not a whole number
                    bench --warm-up -1                  | the warm-up is -1.0 seconds; it must be finite and not negative
                    bench --threads 0                   | threads is 0; it must be at least 1
                    bench -o yaml                       | "yaml" is none of text, json, csv, md
                    bench --only products               | "products" is none of gemm, steps, operations
                    bench --json -o csv                 | --json and --output say different things; give one
                    predict --threads -1 --model x      | threads is -1; it must be at least 1
                    """)
    void mistakesExitWith2AndNameTheMistake(String line, String message) {
        Run run = Run.percept(line.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("percept: ")
                .contains(message)
                .contains("See 'percept")
                .hasLineCount(2);
    }
}
