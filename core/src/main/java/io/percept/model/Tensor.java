package io.percept.model;

import io.percept.json.JsonString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A named array of values with a shape, as it stands in a file; row-major, the last dimension runs fastest. The empty shape is that of a
 * single value. Tensors are immutable and compared by content, bit by bit.
 *
 * <p>The accessors copy. They throw {@link ModelException} when the tensor's values are of another type.
 */
public final class Tensor {
    private final String name;
    private final DType type;
    private final List<Integer> shape;
    private final byte[] littleEndian;

    /** Takes the bytes without copying: they must not change any more. */
    Tensor(String name, DType type, List<Integer> shape, byte[] littleEndian) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = type;
        this.shape = List.copyOf(shape);
        this.littleEndian = littleEndian;
        if (this.shape.stream().anyMatch(dimension -> dimension < 0)) {
            throw new IllegalArgumentException(label() + " has a negative dimension: its shape is " + shape);
        }
        long size = size(this.shape);
        int count = littleEndian.length / type.bytes();
        if (size != count) {
            throw new IllegalArgumentException(
                    label() + " has " + count + " values, which do not fill its shape " + shape + " exactly");
        }
    }

    /** The product of the dimensions; 2³¹ stands for every product that is larger. */
    static long size(List<Integer> shape) {
        long size = 1;
        for (int dimension : shape) {
            size = Math.min(size * dimension, 1L << 31);
        }
        return size;
    }

    /**
     * A tensor of type F32.
     *
     * @throws IllegalArgumentException here and below, when the values do not fill the shape exactly, or take 2 GiB or more
     */
    public static Tensor ofFloats(String name, List<Integer> shape, float... values) {
        byte[] bytes = allocate(name, DType.F32, values.length);
        littleEndian(bytes).asFloatBuffer().put(values);
        return new Tensor(name, DType.F32, shape, bytes);
    }

    /** A tensor of type F64. */
    public static Tensor ofDoubles(String name, List<Integer> shape, double... values) {
        byte[] bytes = allocate(name, DType.F64, values.length);
        littleEndian(bytes).asDoubleBuffer().put(values);
        return new Tensor(name, DType.F64, shape, bytes);
    }

    /** A tensor of type I32. */
    public static Tensor ofInts(String name, List<Integer> shape, int... values) {
        byte[] bytes = allocate(name, DType.I32, values.length);
        littleEndian(bytes).asIntBuffer().put(values);
        return new Tensor(name, DType.I32, shape, bytes);
    }

    /** A tensor of type I64. */
    public static Tensor ofLongs(String name, List<Integer> shape, long... values) {
        byte[] bytes = allocate(name, DType.I64, values.length);
        littleEndian(bytes).asLongBuffer().put(values);
        return new Tensor(name, DType.I64, shape, bytes);
    }

    /** A tensor of type U8. */
    public static Tensor ofBytes(String name, List<Integer> shape, byte... values) {
        return new Tensor(name, DType.U8, shape, values.clone());
    }

    private static byte[] allocate(String name, DType type, int count) {
        long bytes = (long) count * type.bytes();
        if (bytes > Safetensors.MAX_TENSOR_BYTES) {
            throw new IllegalArgumentException("tensor " + JsonString.quoted(name) + " takes " + bytes
                    + " bytes; the limit is " + Safetensors.MAX_TENSOR_BYTES);
        }
        return new byte[(int) bytes];
    }

    public String name() {
        return name;
    }

    public DType type() {
        return type;
    }

    /** The dimensions, outermost first; unmodifiable. */
    public List<Integer> shape() {
        return shape;
    }

    /** The number of values: the product of the dimensions. */
    public int size() {
        return littleEndian.length / type.bytes();
    }

    /** The values of an F32 tensor. */
    public float[] floats() {
        require(type == DType.F32, "F32");
        float[] floats = new float[size()];
        littleEndian().asFloatBuffer().get(floats);
        return floats;
    }

    /** The values of an F64 tensor, or those of an F32 tensor widened. */
    public double[] doubles() {
        require(type == DType.F64 || type == DType.F32, "F64 or F32");
        double[] doubles = new double[size()];
        if (type == DType.F64) {
            littleEndian().asDoubleBuffer().get(doubles);
        } else {
            ByteBuffer bytes = littleEndian();
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = bytes.getFloat(i * Float.BYTES);
            }
        }
        return doubles;
    }

    /** The values of an I32 tensor. */
    public int[] ints() {
        require(type == DType.I32, "I32");
        int[] ints = new int[size()];
        littleEndian().asIntBuffer().get(ints);
        return ints;
    }

    /** The values of an I64 tensor, or those of an I32 tensor widened. */
    public long[] longs() {
        require(type == DType.I64 || type == DType.I32, "I64 or I32");
        long[] longs = new long[size()];
        if (type == DType.I64) {
            littleEndian().asLongBuffer().get(longs);
        } else {
            ByteBuffer bytes = littleEndian();
            for (int i = 0; i < longs.length; i++) {
                longs[i] = bytes.getInt(i * Integer.BYTES);
            }
        }
        return longs;
    }

    /** The values of a U8 tensor; 255 is -1. */
    public byte[] bytes() {
        require(type == DType.U8, "U8");
        return littleEndian.clone();
    }

    /** The values as they stand in the file, in a buffer of its own position. */
    ByteBuffer littleEndian() {
        return littleEndian(littleEndian);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void require(boolean suitable, String types) {
        if (!suitable) {
            throw new ModelException(label() + " holds " + type + " values, where " + types + " is needed");
        }
    }

    private String label() {
        return "tensor " + JsonString.quoted(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && name.equals(tensor.name)
                && type == tensor.type
                && shape.equals(tensor.shape)
                && Arrays.equals(littleEndian, tensor.littleEndian);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, shape, Arrays.hashCode(littleEndian));
    }

    /** Name, type and shape. */
    @Override
    public String toString() {
        return label() + " " + type + shape;
    }
}
