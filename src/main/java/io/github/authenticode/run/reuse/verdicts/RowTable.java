package io.github.authenticode.run.reuse.verdicts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Texts, and rows of numbers: of texts, of other rows, or of what a cell is meant to be. Equal ones are there once,
 * however often they are used. A new row may name those that are there.
 *
 * <p>As bytes, numbers having four: how many texts, each after its length in UTF-8; how many rows, each after its
 * number of cells; the number of the row from which all others are found.
 */
public final class RowTable {
    private static final int ABSENT = -1;

    private final List<String> texts = new ArrayList<>();
    private final List<List<Integer>> rows = new ArrayList<>();
    private final Map<String, Integer> textNumbers = new HashMap<>();
    private final Map<List<Integer>, Integer> rowNumbers = new HashMap<>();

    int add(String text) {
        return number(text, texts, textNumbers);
    }

    int add(Integer... cells) {
        return number(List.of(cells), rows, rowNumbers);
    }

    private static <T> int number(T value, List<T> all, Map<T, Integer> numbers) {
        Integer known = numbers.putIfAbsent(value, all.size());
        if (known == null) {
            all.add(value);
        }
        return known == null ? all.size() - 1 : known;
    }

    <T> int addAll(List<T> values, Function<T, Integer> add) {
        return add(values.stream().map(add).toArray(Integer[]::new));
    }

    <T> int add(Optional<T> value, Function<T, Integer> add) {
        return value.map(add).orElse(ABSENT);
    }

    String text(int number) {
        return texts.get(number);
    }

    /** @throws IllegalArgumentException if the row has another number of cells */
    List<Integer> row(int number, int cells) {
        List<Integer> row = rows.get(number);
        if (row.size() != cells) {
            throw new IllegalArgumentException(row.size() + " cells instead of " + cells);
        }
        return row;
    }

    <T> List<T> all(int number, IntFunction<T> read) {
        List<T> values = new ArrayList<>();
        rows.get(number).forEach(cell -> values.add(read.apply(cell)));
        return values;
    }

    <T> Optional<T> optional(int number, IntFunction<T> read) {
        return number == ABSENT ? Optional.empty() : Optional.of(read.apply(number));
    }

    /** @param start the row from which all others are found */
    byte[] bytes(int start) {
        List<byte[]> encoded =
                texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
        int numbers =
                3 + texts.size() + rows.stream().mapToInt(r -> 1 + r.size()).sum();
        ByteBuffer out = ByteBuffer.allocate(numbers * Integer.BYTES
                + encoded.stream().mapToInt(t -> t.length).sum());
        out.putInt(texts.size());
        encoded.forEach(text -> out.putInt(text.length).put(text));
        out.putInt(rows.size());
        rows.forEach(row -> {
            out.putInt(row.size());
            row.forEach(out::putInt);
        });
        out.putInt(start);
        return out.array();
    }

    /**
     * Reads a table.
     *
     * @return the row from which all others are found
     * @throws RuntimeException if no table has these bytes
     */
    int read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int left = in.getInt(); left > 0; left--) {
            int length = in.getInt();
            texts.add(new String(bytes, in.position(), length, StandardCharsets.UTF_8));
            in.position(in.position() + length);
        }
        for (int left = in.getInt(); left > 0; left--) {
            Integer[] cells = new Integer[Math.min(in.getInt(), in.remaining())];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = in.getInt();
            }
            rows.add(Arrays.asList(cells));
        }
        return in.getInt();
    }
}
