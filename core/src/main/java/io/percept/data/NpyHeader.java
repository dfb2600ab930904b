package io.percept.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of an NPY file, versions 1 to 3 (NumPy's NEP 1): a magic number, a version, the length of what follows, and a Python dictionary
 * with the type, the order and the shape of one array.
 *
 * @param format how its numbers are stored
 * @param order the order of a number's bytes
 * @param byColumns whether the first index runs fastest (Fortran's order)
 * @param shape the length of each dimension
 * @param length the bytes before the numbers
 */
record NpyHeader(NumberFormat format, ByteOrder order, boolean byColumns, List<Integer> shape, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSION_BYTES = 2;
    private static final int LAST_VERSION = 3;
    /** NumPy refuses longer ones too, as they can be an attack. */
    private static final int LONGEST = 10_000;

    /** So that their bytes can be counted. */
    private static final long MOST_NUMBERS = 1L << 56;

    private static final String KEY = "\\s*['\"](descr|fortran_order|shape)['\"]\\s*:\\s*";
    private static final Pattern ENTRY =
            Pattern.compile(KEY + "(?:['\"]([^'\"]*)['\"]|(True|False)|\\(([\\d\\s,L]*)\\)|(\\[.*\\]))\\s*(?:,|$)");
    private static final Pattern DICTIONARY = Pattern.compile("\\s*\\{(.*)\\}\\s*", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("([<>=|])?([a-zA-Z]\\d*)");

    /** Reads over the header of a file that goes by this name. */
    static NpyHeader read(InputStream in, String name) throws IOException {
        byte[] start = exactly(in, MAGIC.length + VERSION_BYTES, name);
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DataException(name + " is not an NPY file: it does not begin with NumPy's magic number");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > LAST_VERSION) {
            throw new DataException(name + " has version " + version + "." + start[MAGIC.length + 1]
                    + " of the NPY format; 1, 2 and 3 are known");
        }
        int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
        ByteBuffer lengthField = ByteBuffer.wrap(exactly(in, lengthBytes, name)).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1
                ? Short.toUnsignedLong(lengthField.getShort())
                : Integer.toUnsignedLong(lengthField.getInt());
        if (length > LONGEST) {
            throw new DataException(name + " has a header of " + length + " bytes; at most " + LONGEST + " are read");
        }
        Charset charset = version == LAST_VERSION ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(exactly(in, (int) length, name), charset);
        return parse(text, start.length + lengthBytes + (int) length, name);
    }

    private static byte[] exactly(InputStream in, int count, String name) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new DataException(name + " is cut short: it ends in the header of an NPY file");
        }
        return bytes;
    }

    private static NpyHeader parse(String text, int length, String name) {
        Matcher dictionary = DICTIONARY.matcher(text);
        String type = null;
        String order = null;
        String shape = null;
        if (dictionary.matches()) {
            Matcher entry = ENTRY.matcher(dictionary.group(1));
            while (entry.find()) {
                switch (entry.group(1)) {
                    case "descr" -> type = entry.group(2) == null ? entry.group(5) : entry.group(2);
                    case "fortran_order" -> order = entry.group(3);
                    default -> shape = entry.group(4);
                }
            }
        }
        if (type == null || order == null || shape == null) {
            throw new DataException(name + " has the NPY header " + Wording.quoted(text.strip())
                    + "; it must be a dictionary with descr, fortran_order and shape");
        }
        Matcher parts = TYPE.matcher(type);
        NumberFormat format = parts.matches() ? NumberFormat.of(parts.group(2)).orElse(null) : null;
        if (format == null) {
            throw new DataException(name + " holds elements of the type " + Wording.quoted(type) + "; it must hold "
                    + Arrays.stream(NumberFormat.values())
                            .map(NumberFormat::code)
                            .collect(Collectors.joining(", "))
                    + "; convert it with astype");
        }
        boolean bigEndian = ">".equals(parts.group(1));
        return new NpyHeader(
                format,
                bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                order.equals("True"),
                shape(shape, name),
                length);
    }

    private static List<Integer> shape(String text, String name) {
        List<String> sizes = Arrays.stream(text.split(","))
                .map(size -> size.replace("L", "").strip())
                .filter(size -> !size.isEmpty())
                .toList();
        for (String size : sizes) {
            if (!size.matches("\\d{1,10}") || Long.parseLong(size) > Integer.MAX_VALUE) {
                throw new DataException(name + " has the shape (" + text + "); each size must be a whole number of at"
                        + " most " + Integer.MAX_VALUE);
            }
        }
        return sizes.stream().map(Integer::valueOf).toList();
    }

    /** The shape as NumPy writes it. */
    String shapeText() {
        String inner = shape.stream().map(Object::toString).collect(Collectors.joining(", "));
        return "(" + inner + (shape.size() == 1 ? ",)" : ")");
    }

    /** The numbers in the array; more than any file holds when a long cannot tell. */
    long numbers() {
        long numbers = 1;
        for (int size : shape) {
            long high = Math.multiplyHigh(numbers, size);
            numbers = high == 0 && numbers * size <= MOST_NUMBERS ? numbers * size : MOST_NUMBERS;
        }
        return numbers;
    }

    /** The number of rows: the first dimension. */
    int rows() {
        return shape.get(0);
    }

    /** The numbers in a row, which may be more than an int holds. */
    long columns() {
        long columns = 1;
        for (int size : shape.subList(1, shape.size())) {
            columns = columns > Integer.MAX_VALUE ? columns : columns * size;
        }
        return columns;
    }
}
