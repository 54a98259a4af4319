package io.github.authenticode.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The names in a class file, read from its constant pool (JVM specification 4.4): every class that its code could load.
 *
 * @param classes with slashes, without arrays
 * @param texts every constant string, of code or not
 */
public record ClassReferences(Set<String> classes, Set<String> texts) {
    private static final int MAGIC_AND_VERSION = 8;

    public static ClassReferences of(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        in.readFully(new byte[MAGIC_AND_VERSION]);
        int count = in.readUnsignedShort();
        Map<Integer, String> texts = new HashMap<>();
        List<Integer> names = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(i, in.readUTF());
                case 7 -> names.add(in.readUnsignedShort());
                case 8, 16, 19, 20 -> in.readUnsignedShort();
                case 15 -> in.readFully(new byte[3]);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++;
                }
                default -> throw new IOException("no constant of kind " + tag + " is known");
            }
        }
        Set<String> classes = new HashSet<>();
        for (int name : names) {
            String text = Objects.requireNonNull(texts.get(name));
            if (text.startsWith("[")) {
                addDescribed(text, classes);
            } else {
                classes.add(text);
            }
        }
        return new ClassReferences(classes, Set.copyOf(texts.values()));
    }

    /** Of an array: {@code [[Lorg/example/Thing;}. */
    private static void addDescribed(String descriptor, Set<String> classes) {
        int start = descriptor.indexOf('L');
        if (start >= 0 && descriptor.endsWith(";")) {
            classes.add(descriptor.substring(start + 1, descriptor.length() - 1));
        }
    }
}
