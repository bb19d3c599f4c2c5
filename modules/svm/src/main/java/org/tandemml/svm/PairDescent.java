package org.tandemml.svm;

/// Sequential minimal optimisation over some variables whose kernel values are all at hand: of the largest violator and
/// the partner of greatest second-order gain, both move along the equality constraint.
///
/// **Source**: Fan, Chen and Lin, *Working set selection using second order information for training SVM*, JMLR 6,
/// 2005, algorithm 2. **Cost**: O(size) a step. **Determinism**: sequential; of equals the first.
final class PairDescent {
    /// Curvature in the place of one that is not positive.
    static final double TAU = 1e-12;

    /// Kernel value of variables i and j.
    interface Values {
        double[] row(int i);
    }

    private final int size;
    private final Values kernel;
    private final int[] column;
    private final double[] diagonal;
    private final double[] a;
    private final double[] v;
    private final double[] low;
    private final double[] high;
    private final int[] group;
    private int steps;
    private double violation;

    /// The arrays `a` and `v` are changed in place; `column[i]` is where variable i stands in the kernel rows.
    PairDescent(
            int size,
            Values kernel,
            int[] column,
            double[] a,
            double[] v,
            double[] low,
            double[] high,
            int[] group) {
        this.size = size;
        this.kernel = kernel;
        this.column = column;
        this.a = a;
        this.v = v;
        this.low = low;
        this.high = high;
        this.group = group;
        diagonal = new double[size];
        for (int i = 0; i < size; i++) {
            diagonal[i] = kernel.row(i)[column[i]];
        }
    }

    int steps() {
        return steps;
    }

    double violation() {
        return violation;
    }

    /// Steps until the violation is below `tolerance` or `most` steps are done; true if it is below.
    boolean run(double tolerance, long most, int groups) {
        for (long step = 0; step < most; step++) {
            int best = -1;
            int partner = -1;
            double gain = -1;
            violation = 0;
            for (int g = 0; g < groups; g++) {
                int i = largestUp(g);
                if (i < 0) {
                    continue;
                }
                double vi = v[i];
                double[] row = kernel.row(i);
                double di = diagonal[i];
                for (int j = 0; j < size; j++) {
                    if (group[j] == g && a[j] > low[j]) {
                        double difference = vi - v[j];
                        violation = Math.max(violation, difference);
                        if (difference > 0) {
                            double curvature = di + diagonal[j] - 2 * row[column[j]];
                            double value = difference * difference / (curvature > 0 ? curvature : TAU);
                            if (value > gain) {
                                gain = value;
                                best = i;
                                partner = j;
                            }
                        }
                    }
                }
            }
            if (violation < tolerance || best < 0) {
                return true;
            }
            move(best, partner);
            steps++;
        }
        return false;
    }

    private int largestUp(int g) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (v[i] > most && group[i] == g && a[i] < high[i]) {
                most = v[i];
                best = i;
            }
        }
        return best;
    }

    private void move(int i, int j) {
        double[] ri = kernel.row(i);
        double[] rj = kernel.row(j);
        double curvature = diagonal[i] + diagonal[j] - 2 * ri[column[j]];
        double wanted = (v[i] - v[j]) / (curvature > 0 ? curvature : TAU);
        double roomUp = high[i] - a[i];
        double roomDown = a[j] - low[j];
        double step = Math.min(wanted, Math.min(roomUp, roomDown));
        a[i] = step == roomUp ? high[i] : a[i] + step;
        a[j] = step == roomDown ? low[j] : a[j] - step;
        for (int k = 0; k < size; k++) {
            v[k] -= step * (ri[column[k]] - rj[column[k]]);
        }
    }
}
