/*
 * Copyright (c) 2024 Somebody. Licensed under the Apache License, Version 2.0.
 */
package com.example.store;

import java.util.*;
import static java.util.stream.Collectors.toList;

/** Keeps entries in a file, sorted by key, for as long as it is open. */
@Deprecated(since = "1.0", forRemoval = true)
@SuppressWarnings({"unchecked", "raw}types"})
public abstract sealed class Store<K extends Comparable<? super K> & Cloneable, V>
        extends Base<K>
        implements Iterable<Map.Entry<K, V>>
        permits Store.File, Store.Memory {
    public static final int LIMIT = 10, OTHER = 11, ARRAY[] = {1, 2};
    private final Map<String, List<? extends V>> entries = new HashMap<String, List<? extends V>>(
        Map.of("key", List.of(), "other key", List.of())
    );
    // What the text block says is of no use here, whoever reads it.
    static final String TEXT = """
        { "quoted" \""" }
        """;
    private final Comparator<K> order = new Comparator<K>() {
        @Override
        public int compare(K a, K b) {
            return a.compareTo(b);
        }
    };
    private final Runnable run = () -> {
        System.out.println("running and running and running");
    };

    static {
        System.loadLibrary("store and a few other libraries");
    }

    {
        entries.put("initial key", List.of());
    }

    /** Opens a store, and makes the file if there is none. */
    protected <T extends Exception> Store(final String path, int... modes) throws T, java.io.IOException {
        super(path);
        char c = '{', d = '\'';
    }

    public abstract <T> T get(@Nonnull K key, Class<? extends T> type) throws Exception;

    @Override public Iterator<Map.Entry<K, V>> iterator() { return null; }

    default int record(int record) {
        int module = record + 1;
        return module;
    }

    enum Level implements Supplier<String> {
        /** Nothing but errors is written at this level, ever. */
        LOW(1, "low"),
        @Deprecated HIGH(2) {
            @Override public String get() {
                return "high, and higher than anything else";
            }
        },
        ;
        private final int value, other;
        Level(int value, String... names) {
            this.value = value;
            this.other = names.length;
        }
    }

    record Point<T>(@Min(0) int x, T y) implements Comparable<Point<T>> {
        static int count = 0;
        Point {
            if (x < 0) throw new IllegalArgumentException("x");
        }
        Point(int x) { this(x, null); }
    }

    @interface Marker {
        String[] names() default {"a", "b"};
        Class<?> type() default Object.class;
        int LIMIT = 3;
    }

    interface Visitor<R> {
        R visit(Store<?, ?> store) throws RuntimeException;
        default void end() {
            System.out.println("the end, for now and for ever");
        }
        private static int helper() { return 1; }
    }

    static final class File<K extends Comparable<K> & Cloneable> extends Store<K, byte[]> { }
    native int size()[];
}
