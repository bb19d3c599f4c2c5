package org.tandemml.boosting.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the elements of an array: numbers and truth values as `double[]` as long as there is nothing else.
final class Elements {
    private static final double[] NONE = {};

    private double[] numbers = NONE;
    private int count;
    private @Nullable List<Object> mixed;

    void add(Object element) {
        List<Object> others = mixed;
        if (others == null && (element instanceof Double || element instanceof Boolean)) {
            add(number(element));
            return;
        }
        if (others == null) {
            others = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                others.add(numbers[i]);
            }
            numbers = NONE;
            mixed = others;
        }
        others.add(element);
    }

    private static double number(Object element) {
        return element instanceof Double number ? number : element.equals(Boolean.TRUE) ? 1 : 0;
    }

    private void add(double number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(8, count + (count >> 1)));
        }
        numbers[count++] = number;
    }

    Object toArray() {
        return mixed != null ? mixed : Arrays.copyOf(numbers, count);
    }
}
