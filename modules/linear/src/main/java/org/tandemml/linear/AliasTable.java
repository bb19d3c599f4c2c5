package org.tandemml.linear;

import org.tandemml.core.Seed;

/// Draws from a discrete distribution in constant time.
///
/// **Source**: Walker, *An efficient method for generating discrete random variables with general distributions*, ACM
/// TOMS 3(3), 1977; Vose, *A linear algorithm for generating random numbers with a given distribution*, IEEE Trans.
/// Softw. Eng. 17(9), 1991. **Cost**: O(n) to build, 12·n bytes.
final class AliasTable {
    private final double[] keep;
    private final int[] alias;

    /// Of probabilities that sum to 1.
    AliasTable(double[] probabilities) {
        int n = probabilities.length;
        keep = new double[n];
        alias = new int[n];
        int[] stack = new int[n];
        int small = 0;
        int large = n;
        for (int i = 0; i < n; i++) {
            keep[i] = probabilities[i] * n;
            alias[i] = i;
            if (keep[i] < 1) {
                stack[small++] = i;
            } else {
                stack[--large] = i;
            }
        }
        while (small > 0 && large < n) {
            int poor = stack[--small];
            int rich = stack[large];
            alias[poor] = rich;
            keep[rich] -= 1 - keep[poor];
            if (keep[rich] < 1) {
                large++;
                stack[small++] = rich;
            }
        }
    }

    int draw(Seed.Stream random) {
        int i = random.nextInt(keep.length);
        return random.nextDouble() < keep[i] ? i : alias[i];
    }
}
