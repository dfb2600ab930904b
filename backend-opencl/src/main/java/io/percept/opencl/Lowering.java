package io.percept.opencl;

import io.percept.backend.Activate;
import io.percept.backend.ActivateBackward;
import io.percept.backend.Activation;
import io.percept.backend.Add;
import io.percept.backend.Advance;
import io.percept.backend.Affine;
import io.percept.backend.AffineBackwardInput;
import io.percept.backend.AffineBackwardWeights;
import io.percept.backend.BackendException;
import io.percept.backend.Blend;
import io.percept.backend.BlendBackward;
import io.percept.backend.ClipNorm;
import io.percept.backend.Device.Support;
import io.percept.backend.Device.Supported;
import io.percept.backend.Device.Unsupported;
import io.percept.backend.Dropout;
import io.percept.backend.Executable.Launch;
import io.percept.backend.Fill;
import io.percept.backend.FourierFeatures;
import io.percept.backend.FourierFeaturesBackward;
import io.percept.backend.GatherRows;
import io.percept.backend.LimitRowNorms;
import io.percept.backend.LossGradient;
import io.percept.backend.MatrixView;
import io.percept.backend.MaxOfPieces;
import io.percept.backend.MaxOfPiecesBackward;
import io.percept.backend.Multiply;
import io.percept.backend.NormalizeColumns;
import io.percept.backend.NormalizeColumnsBackward;
import io.percept.backend.NormalizeRows;
import io.percept.backend.NormalizeRowsBackward;
import io.percept.backend.Op;
import io.percept.backend.PRelu;
import io.percept.backend.PReluBackward;
import io.percept.backend.Softmax;
import io.percept.backend.SoftmaxBackward;
import io.percept.backend.StandardizeColumns;
import io.percept.backend.Update;
import io.percept.backend.WinnerTakeAll;
import io.percept.kernels.Build;
import io.percept.kernels.Program;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns operations into launches: one each, and one for neighbours that a kernel can do together. */
final class Lowering {
    private final LaunchFactory launches;
    private final GemmLowering gemm;
    private final StepKernels steps;
    private final UpdateKernel updates;
    private final DenseStepLowering dense;
    private final UnitKernels units;
    private final NormalizationKernels normalizations;
    private final BlockKernels blocks;
    private final NormKernels norms;
    private final List<ClLaunch> lowered = new ArrayList<>();
    /** Positions of operations that an earlier launch has done already. */
    private final BitSet done = new BitSet();
    /** Where the loss kernel leaves the coefficients of an update, by the update's position. */
    private final Map<Integer, ClMemory> coefficients = new HashMap<>();

    Lowering(LaunchFactory launches, GemmPlanner planner) {
        this.launches = launches;
        this.gemm = new GemmLowering(launches, planner);
        this.steps = new StepKernels(launches);
        this.updates = new UpdateKernel(launches);
        this.dense = new DenseStepLowering(launches, planner, gemm, steps);
        this.units = new UnitKernels(launches);
        this.normalizations = new NormalizationKernels(launches);
        this.blocks = new BlockKernels(launches);
        this.norms = new NormKernels(launches);
    }

    static Support supports(Op op) {
        return missingOption(op)
                .<Support>map(missing -> new Unsupported("there is no OpenCL kernel for " + missing))
                .orElseGet(Supported::new);
    }

    /** The choice that the kernels do not offer yet, if the operation needs one. */
    private static Optional<String> missingOption(Op op) {
        if (op instanceof Affine affine) {
            return unless(Program.GEMM_GPU, "ACTIVATION", affine.activation().name());
        } else if (op instanceof AffineBackwardInput backward) {
            return unless(Program.GEMM_GPU, "ACTIVATION", backward.activation().name());
        } else if (op instanceof Activate activate) {
            return unless(Program.ACTIVATE, "ACTIVATION", activate.activation().name());
        } else if (op instanceof ActivateBackward backward) {
            return unless(Program.ACTIVATE, "ACTIVATION", backward.activation().name());
        } else if (op instanceof LossGradient lossGradient) {
            return unless(Program.LOSS, "LOSS", lossGradient.loss().name());
        } else if (op instanceof Update update) {
            return unless(Program.UPDATE, "RULE", update.rule().name());
        }
        return Optional.empty();
    }

    private static Optional<String> unless(Program program, String option, String name) {
        return program.option(option).values().contains(LaunchFactory.macro(name))
                ? Optional.empty()
                : Optional.of(name);
    }

    /** The launches of a list of operations, in order. */
    List<ClLaunch> lower(List<Op> ops) {
        for (int i = 0; i < ops.size(); i++) {
            if (supports(ops.get(i)) instanceof Unsupported unsupported) {
                throw new BackendException(ops.get(i).name() + ": " + unsupported.reason());
            }
            if (!done.get(i)) {
                lowered.addAll(lower(ops, i));
            }
        }
        return List.copyOf(lowered);
    }

    private List<ClLaunch> lower(List<Op> ops, int position) {
        Op op = ops.get(position);
        if (op instanceof Affine affine) {
            return gemm.affine(affine);
        } else if (op instanceof AffineBackwardInput backward) {
            return gemm.backwardInput(backward);
        } else if (op instanceof AffineBackwardWeights backward) {
            return gemm.backwardWeights(backward);
        } else if (op instanceof GatherRows gather) {
            return dense.lower(ops, position)
                    .map(this::inFewLaunches)
                    .orElseGet(() -> List.of(gather(gather, ops, position)));
        } else if (op instanceof LossGradient lossGradient) {
            return List.of(loss(lossGradient, ops, position));
        } else if (op instanceof Update update) {
            return List.of(updates.update(update, Optional.ofNullable(coefficients.get(position))));
        } else if (op instanceof PReluBackward backward) {
            return units.preluBackward(backward);
        } else if (op instanceof NormalizeRowsBackward backward) {
            return normalizations.rowsBackward(backward);
        } else if (op instanceof ClipNorm clip) {
            return norms.clip(clip);
        } else if (op instanceof LimitRowNorms limit) {
            return List.of(norms.limitRows(limit));
        }
        return List.of(single(op));
    }

    private List<ClLaunch> inFewLaunches(DenseStepLowering.Result step) {
        step.done().stream().forEach(done::set);
        coefficients.putAll(step.coefficients());
        return step.launches();
    }

    private ClLaunch gather(GatherRows op, List<Op> ops, int position) {
        int next = position + 1;
        if (next < ops.size() && StepKernels.gathersTogether(op, ops.get(next))) {
            done.set(next);
            return steps.gather(op, Optional.of((GatherRows) ops.get(next)));
        }
        return steps.gather(op, Optional.empty());
    }

    private ClLaunch loss(LossGradient op, List<Op> ops, int position) {
        Optional<Bookkeeping> bookkeeping = Bookkeeping.of(ops, position);
        bookkeeping.ifPresent(both -> done.set(both.advance()));
        OptionalInt later = bookkeeping.map(Bookkeeping::update).orElse(OptionalInt.empty());
        if (later.isEmpty()) {
            return steps.loss(op, bookkeeping.isPresent(), Optional.empty(), Optional.empty());
        }
        Update update = (Update) ops.get(later.getAsInt());
        long bytes = (long) update.schedule().columns() * Float.BYTES;
        ClMemory memory = launches.scratch(bytes, "the coefficients of a step");
        coefficients.put(later.getAsInt(), memory);
        return steps.loss(op, true, Optional.of(update), Optional.of(memory));
    }

    private ClLaunch single(Op op) {
        if (op instanceof Activate activate) {
            return elementwise(
                    op, activation(activate.activation()), "activate", activate.y(), activate.x(), activate.y());
        } else if (op instanceof ActivateBackward backward) {
            return elementwise(
                    op,
                    activation(backward.activation()),
                    "activate_backward",
                    backward.dx(),
                    backward.dy(),
                    backward.value(),
                    backward.dx());
        } else if (op instanceof Add add) {
            return elementwise(op, Build.of(Program.ELEMENTWISE), "add", add.y(), add.a(), add.b(), add.y());
        } else if (op instanceof Multiply multiply) {
            return elementwise(
                    op,
                    Build.of(Program.ELEMENTWISE),
                    "multiply",
                    multiply.y(),
                    multiply.a(),
                    multiply.b(),
                    multiply.y());
        } else if (op instanceof Fill fill) {
            MatrixView y = fill.y();
            Build build = Build.of(Program.ELEMENTWISE);
            ClLaunch launch = launches.launch(build, "fill")
                    .matrix(y)
                    .integer(y.rows())
                    .integer(y.columns())
                    .real((float) fill.value());
            return overElements(launch, build, y, op);
        } else if (op instanceof Softmax softmax) {
            return rows(op, softmax.logarithm(), "softmax", softmax.y(), softmax.x(), softmax.y());
        } else if (op instanceof SoftmaxBackward backward) {
            return rows(
                    op,
                    backward.logarithm(),
                    "softmax_backward",
                    backward.dx(),
                    backward.dy(),
                    backward.y(),
                    backward.dx());
        } else if (op instanceof PRelu prelu) {
            return units.prelu(prelu);
        } else if (op instanceof MaxOfPieces max) {
            return units.maxOfPieces(max);
        } else if (op instanceof MaxOfPiecesBackward backward) {
            return units.maxOfPiecesBackward(backward);
        } else if (op instanceof WinnerTakeAll winner) {
            return units.winnerTakeAll(winner);
        } else if (op instanceof NormalizeColumns normalize) {
            return normalizations.columns(normalize);
        } else if (op instanceof NormalizeColumnsBackward backward) {
            return normalizations.columnsBackward(backward);
        } else if (op instanceof StandardizeColumns standardize) {
            return normalizations.standardize(standardize);
        } else if (op instanceof NormalizeRows normalize) {
            return normalizations.rows(normalize);
        } else if (op instanceof Dropout dropout) {
            return blocks.dropout(dropout);
        } else if (op instanceof Blend blend) {
            return blocks.blend(blend);
        } else if (op instanceof BlendBackward backward) {
            return blocks.blendBackward(backward);
        } else if (op instanceof FourierFeatures fourier) {
            return blocks.fourier(fourier);
        } else if (op instanceof FourierFeaturesBackward backward) {
            return blocks.fourierBackward(backward);
        } else if (op instanceof Advance advance) {
            return launches.launch(Build.of(Program.ELEMENTWISE), "advance")
                    .vector(advance.cursor())
                    .over(new long[] {1}, new long[] {1}, describe(op, "one", "1 x 1"));
        }
        throw new AssertionError("no kernel for " + op.name());
    }

    private static Build activation(Activation activation) {
        return LaunchFactory.with(Build.of(Program.ACTIVATE), activation);
    }

    private ClLaunch elementwise(Op op, Build build, String kernel, MatrixView y, MatrixView... operands) {
        ClLaunch launch = launches.launch(build, kernel);
        for (MatrixView operand : operands) {
            launch.matrix(operand);
        }
        return overElements(launch.integer(y.rows()).integer(y.columns()), build, y, op);
    }

    private static ClLaunch overElements(ClLaunch launch, Build build, MatrixView y, Op op) {
        int group = LaunchFactory.group(build);
        return launch.over(
                new long[] {LaunchFactory.roundUp(y.columns(), group), y.rows()},
                new long[] {group, 1},
                describe(op, "elements", y.shape()));
    }

    private ClLaunch rows(Op op, boolean logarithm, String kernel, MatrixView y, MatrixView... operands) {
        Build build = Build.of(Program.SOFTMAX).with("LOGARITHM", logarithm);
        ClLaunch launch = launches.launch(build, kernel);
        for (MatrixView operand : operands) {
            launch.matrix(operand);
        }
        int group = LaunchFactory.group(build);
        return launch.integer(y.rows())
                .integer(y.columns())
                .over(
                        new long[] {(long) y.rows() * group},
                        new long[] {group},
                        describe(op, logarithm ? "logarithm" : "rows", y.shape()));
    }

    private static Launch describe(Op op, String variant, String sizes) {
        return new Launch(op.name(), variant, sizes, op.flops(), op.bytes());
    }
}
