package org.tandemml.peers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.InputException;
import org.tandemml.core.Target;

/// The classes that have rows, numbered without gaps: peers infer their classes from the rows they see, ours are named
/// beforehand and may be absent from a fold.
///
/// @param codes the class code here of each class there, ascending
/// @param ofRow the class there of each row
record PresentClasses(int[] codes, int[] ofRow) {
    /// Throws [InputException] if fewer than two classes have rows.
    static PresentClasses of(String learner, Target.Classes target) {
        int[] counts = target.counts();
        int[] codes =
                IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
        if (codes.length < 2) {
            List<String> names =
                    Arrays.stream(codes).mapToObj(target.names()::get).toList();
            throw new InputException("labels contain " + codes.length + " class (" + String.join("", names) + "): "
                    + learner + " needs at least 2");
        }
        int[] position = new int[counts.length];
        for (int k = 0; k < codes.length; k++) {
            position[codes[k]] = k;
        }
        return new PresentClasses(
                codes, Arrays.stream(target.codes()).map(c -> position[c]).toArray());
    }

    int count() {
        return codes.length;
    }
}
