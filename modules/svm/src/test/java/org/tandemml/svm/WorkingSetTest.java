package org.tandemml.svm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkingSetTest {
    private static DualProblem problem(int n) {
        double[] low = new double[n];
        double[] high = new double[n];
        Arrays.fill(low, -1);
        Arrays.fill(high, 1);
        return new DualProblem(
                new double[n], low, high, new double[n], IntStream.range(0, n).toArray(), new int[n], 1);
    }

    /// Near the optimum all v are one number to the digits of a float: a set without the worst pair would stand still.
    @Test
    void holdsTheWorstPairWhereFloatsCannotTellItFromTheOthers() {
        int n = 1_000;
        double[] v = IntStream.range(0, n).mapToDouble(i -> 3 + 1e-10 * (i % 7)).toArray();
        v[900] = 3 + 1e-9;
        v[950] = 3 - 1e-9;
        WorkingSet set = new WorkingSet(problem(n), 16);
        double violation = set.choose(new double[n], v, 1e-12);
        assertEquals(v[900] - v[950], violation, 0);
        int[] members = set.members();
        assertTrue(Arrays.stream(members).anyMatch(i -> i == 900), Arrays.toString(members));
        assertTrue(Arrays.stream(members).anyMatch(i -> i == 950), Arrays.toString(members));
    }

    @Test
    void takesTheWorstFirstAndOfEqualsTheLowerNumber() {
        double[] v = {0, 5, 2, 5, -1, -4, -4, 1};
        WorkingSet set = new WorkingSet(problem(v.length), 4);
        set.choose(new double[v.length], v, 1e-3);
        assertEquals("[1, 3, 5, 6]", Arrays.toString(set.members()));
    }

    @Test
    void isLeftAloneWhenNothingViolates() {
        WorkingSet set = new WorkingSet(problem(3), 2);
        assertEquals(0.5, set.choose(new double[3], new double[] {0, 0.5, 0.25}, 1), 0);
        assertEquals(0, set.size());
    }
}
