package org.tandemml.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.tandemml.core.Seed;
import org.tandemml.core.Target;

/// Rows in a random order of which every beginning holds the classes in about the shares of the whole.
final class StratifiedOrder {
    private StratifiedOrder() {}

    /// `rows` of the target in such an order; numbers are shuffled only.
    static int[] of(Target target, int[] rows, long seed) {
        int[] shuffled = rows.clone();
        new Seed(seed).stream().shuffle(shuffled);
        if (!(target instanceof Target.Classes classes)) {
            return shuffled;
        }
        int[] codes = classes.codes();
        int[] sizes = new int[classes.names().size()];
        Arrays.stream(shuffled).forEach(row -> sizes[codes[row]]++);
        int[] seen = new int[sizes.length];
        double[] place = new double[shuffled.length];
        for (int i = 0; i < shuffled.length; i++) {
            int code = codes[shuffled[i]];
            place[i] = (seen[code]++ + 0.5) / sizes[code];
        }
        return IntStream.range(0, shuffled.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> place[i]))
                .mapToInt(i -> shuffled[i])
                .toArray();
    }
}
