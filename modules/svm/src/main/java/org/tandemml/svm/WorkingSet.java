package org.tandemml.svm;

import java.util.Arrays;

/// The variables of a round: the worst violators first, at most a quarter of the size from each side, then members of
/// the round before.
///
/// Of equal violations the one of lower number is taken, so the choice is a matter of the data only.
final class WorkingSet {
    private final DualProblem problem;
    private final int most;
    private int[] members = new int[0];
    private final boolean[] in;
    private final long[] keys;

    WorkingSet(DualProblem problem, int most) {
        this.problem = problem;
        this.most = most;
        in = new boolean[problem.size()];
        keys = new long[problem.size()];
    }

    int size() {
        return members.length;
    }

    int[] members() {
        return members;
    }

    /// Chooses anew and returns the violation of all variables; leaves the set alone if that is below `tolerance`.
    double choose(double[] a, double[] v, double tolerance) {
        int groups = problem.groups();
        double[] up = new double[groups];
        double[] low = new double[groups];
        Arrays.fill(up, Double.NEGATIVE_INFINITY);
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        for (int i = 0; i < a.length; i++) {
            int g = problem.group()[i];
            up[g] = a[i] < problem.high()[i] ? Math.max(up[g], v[i]) : up[g];
            low[g] = a[i] > problem.low()[i] ? Math.min(low[g], v[i]) : low[g];
        }
        double violation = 0;
        for (int g = 0; g < groups; g++) {
            violation = Math.max(violation, up[g] - low[g]);
        }
        if (violation < tolerance) {
            return violation;
        }
        int each = Math.max(1, most / (members.length == 0 ? 2 : 4) / groups);
        int[] next = new int[most];
        int count = 0;
        Arrays.fill(in, false);
        for (int g = 0; g < groups; g++) {
            count = take(next, count, each, candidates(a, v, g, low[g], true));
            count = take(next, count, each, candidates(a, v, g, up[g], false));
        }
        for (int i = 0; i < members.length && count < most; i++) {
            if (!in[members[i]]) {
                in[members[i]] = true;
                next[count++] = members[i];
            }
        }
        members = Arrays.copyOf(next, count);
        return violation;
    }

    private int candidates(double[] a, double[] v, int g, double limit, boolean rising) {
        int found = 0;
        for (int i = 0; i < a.length; i++) {
            boolean violates =
                    rising ? a[i] < problem.high()[i] && v[i] > limit : a[i] > problem.low()[i] && v[i] < limit;
            if (violates && problem.group()[i] == g && !in[i]) {
                // Distances, since values that nearly agree, as near the optimum, are all one as floats.
                double distance = rising ? v[i] - limit : limit - v[i];
                keys[found++] = (long) ~Float.floatToRawIntBits((float) distance) << 32 | i;
            }
        }
        return found;
    }

    private int take(int[] next, int count, int wanted, int found) {
        int number = Math.min(Math.min(wanted, found), next.length - count);
        leastFirst(found, number);
        Arrays.sort(keys, 0, number);
        for (int i = 0; i < number; i++) {
            int id = (int) keys[i];
            in[id] = true;
            next[count++] = id;
        }
        return count;
    }

    /// Moves the `number` least keys of `count` to the front (Hoare's selection).
    private void leastFirst(int count, int number) {
        int from = 0;
        int to = count - 1;
        while (from < to && number > 0 && number < count) {
            long pivot = keys[(from + to) >>> 1];
            int left = from;
            int right = to;
            while (left <= right) {
                while (keys[left] < pivot) {
                    left++;
                }
                while (keys[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    long swapped = keys[left];
                    keys[left++] = keys[right];
                    keys[right--] = swapped;
                }
            }
            if (number - 1 <= right) {
                to = right;
            } else if (number - 1 >= left) {
                from = left;
            } else {
                return;
            }
        }
    }

    /// The different points of the members, to `points`, and where each member's point stands there; returns how many.
    int points(int[] points, int[] column) {
        int count = 0;
        int[] sorted = new int[members.length];
        int[] order = new int[members.length];
        long[] pairs = new long[members.length];
        for (int i = 0; i < members.length; i++) {
            pairs[i] = (long) problem.point()[members[i]] << 32 | i;
        }
        Arrays.sort(pairs);
        for (int i = 0; i < pairs.length; i++) {
            sorted[i] = (int) (pairs[i] >> 32);
            order[i] = (int) pairs[i];
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                points[count++] = sorted[i];
            }
            column[order[i]] = count - 1;
        }
        return count;
    }
}
