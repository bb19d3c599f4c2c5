package org.tandemml.nn;

/// Normalisation of one group of numbers, shared by the normalising layers: `x̂ = (x − mean)/√(variance + ε)`.
final class Moments {
    static final double EPSILON = 1e-5;

    private Moments() {}

    /// Where the numbers of a group stand: element e of run r at `start + r·stride + e`.
    record Group(int start, int runs, int stride, int length) {
        int size() {
            return runs * length;
        }
    }

    static double mean(double[] x, Group group) {
        double sum = 0;
        for (int r = 0; r < group.runs; r++) {
            int at = group.start + r * group.stride;
            for (int e = 0; e < group.length; e++) {
                sum += x[at + e];
            }
        }
        return sum / group.size();
    }

    static double variance(double[] x, Group group, double mean) {
        double sum = 0;
        for (int r = 0; r < group.runs; r++) {
            int at = group.start + r * group.stride;
            for (int e = 0; e < group.length; e++) {
                double d = x[at + e] - mean;
                sum += d * d;
            }
        }
        return sum / group.size();
    }

    static void normalize(double[] x, double[] into, Group group, double mean, double inverse) {
        for (int r = 0; r < group.runs; r++) {
            int at = group.start + r * group.stride;
            for (int e = 0; e < group.length; e++) {
                into[at + e] = (x[at + e] - mean) * inverse;
            }
        }
    }

    /// `s·(g − mean(g) − x̂·mean(g·x̂))`, where g is the gradient by x̂ and `into` holds it on entry.
    static void backward(double[] normalized, double[] into, Group group, double inverse) {
        double sum = 0;
        double product = 0;
        for (int r = 0; r < group.runs; r++) {
            int at = group.start + r * group.stride;
            for (int e = 0; e < group.length; e++) {
                sum += into[at + e];
                product += into[at + e] * normalized[at + e];
            }
        }
        sum /= group.size();
        product /= group.size();
        for (int r = 0; r < group.runs; r++) {
            int at = group.start + r * group.stride;
            for (int e = 0; e < group.length; e++) {
                into[at + e] = inverse * (into[at + e] - sum - normalized[at + e] * product);
            }
        }
    }
}
