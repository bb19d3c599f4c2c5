package org.tandemml.svm;

/// Sequential minimal optimisation over some variables whose kernel values are all at hand: of the largest violator and
/// the partner of greatest second-order gain, both move along the equality constraint.
///
/// **Source**: Fan, Chen and Lin, *Working set selection using second order information for training SVM*, JMLR 6,
/// 2005, algorithm 2. **Cost**: O(size) a step. **Determinism**: sequential; of equals the first.
final class PairDescent {
    /// Curvature in the place of one that is not positive.
    static final double TAU = 1e-12;

    private final int size;
    private final double[][] kernel;
    private final double[] diagonal;
    private final double[] a;
    private final double[] v;
    private final double[] low;
    private final double[] high;
    private final int[] group;
    private final int groups;
    /// 0 where the variable may rise, −∞ where not; and 0 or +∞ for falling. Added to v they make scans without
    /// branches.
    private final double[] riseBar;
    private final double[] fallBar;
    private long steps;
    private double violation;
    private int movedUp = -1;
    private int movedDown = -1;

    /// The arrays `a` and `v` are changed in place; `kernel[i][k]` is the kernel of variables i and k.
    PairDescent(
            double[][] kernel, double[] a, double[] v, double[] low, double[] high, int[] group, int size, int groups) {
        this.size = size;
        this.kernel = kernel;
        this.a = a;
        this.v = v;
        this.low = low;
        this.high = high;
        this.group = group;
        this.groups = groups;
        diagonal = new double[size];
        riseBar = new double[size];
        fallBar = new double[size];
        for (int i = 0; i < size; i++) {
            diagonal[i] = kernel[i][i];
            bar(i);
        }
    }

    private void bar(int i) {
        riseBar[i] = a[i] < high[i] ? 0 : Double.NEGATIVE_INFINITY;
        fallBar[i] = a[i] > low[i] ? 0 : Double.POSITIVE_INFINITY;
    }

    long steps() {
        return steps;
    }

    /// The violation before the last step.
    double violation() {
        return violation;
    }

    /// The variable that rose in the last step, and the one that fell.
    int movedUp() {
        return movedUp;
    }

    int movedDown() {
        return movedDown;
    }

    /// Steps until the violation is below `tolerance` or `most` steps are done; true if it is below.
    boolean run(double tolerance, long most) {
        for (long step = 0; step < most; step++) {
            if (!step(tolerance)) {
                return true;
            }
        }
        return false;
    }

    /// One step; false, with nothing moved, if the violation is below `tolerance`.
    boolean step(double tolerance) {
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
            double[] row = kernel[i];
            double di = diagonal[i];
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < size; j++) {
                double vj = v[j] + fallBar[j];
                if (vj < vi && group[j] == g) {
                    least = Math.min(least, vj);
                    double curvature = di + diagonal[j] - 2 * row[j];
                    double value = (vi - vj) * (vi - vj) / (curvature > 0 ? curvature : TAU);
                    if (value > gain) {
                        gain = value;
                        best = i;
                        partner = j;
                    }
                }
            }
            violation = Math.max(violation, vi - least);
        }
        if (violation < tolerance || best < 0) {
            return false;
        }
        move(best, partner);
        steps++;
        return true;
    }

    private int largestUp(int g) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            double value = v[i] + riseBar[i];
            if (value > most && group[i] == g) {
                most = value;
                best = i;
            }
        }
        return best;
    }

    private void move(int i, int j) {
        double[] ri = kernel[i];
        double[] rj = kernel[j];
        double curvature = diagonal[i] + diagonal[j] - 2 * ri[j];
        double wanted = (v[i] - v[j]) / (curvature > 0 ? curvature : TAU);
        double roomUp = high[i] - a[i];
        double roomDown = a[j] - low[j];
        double step = Math.min(wanted, Math.min(roomUp, roomDown));
        a[i] = step == roomUp ? high[i] : a[i] + step;
        a[j] = step == roomDown ? low[j] : a[j] - step;
        bar(i);
        bar(j);
        for (int k = 0; k < size; k++) {
            v[k] -= step * (ri[k] - rj[k]);
        }
        movedUp = i;
        movedDown = j;
    }
}
