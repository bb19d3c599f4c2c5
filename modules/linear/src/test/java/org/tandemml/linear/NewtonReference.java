package org.tandemml.linear;

import java.util.Arrays;
import org.tandemml.core.Dataset;

/// Two-class logistic regression in the plainest way, to compare with: Newton's method with Gaussian elimination and a
/// penalty strength of its own for each column.
final class NewtonReference {
    private NewtonReference() {}

    /// The least mean loss plus Σ strengthⱼ/2·βⱼ².
    static double optimum(Dataset data, double[] strength) {
        int n = data.rows();
        int p = data.columns();
        double[] beta = new double[p + 1];
        for (int iteration = 0; iteration < 50; iteration++) {
            double[][] system = new double[p + 1][p + 2];
            for (int i = 0; i < n; i++) {
                double[] x = row(data, i);
                double probability = 1 / (1 + Math.exp(-score(beta, x)));
                double residual = probability - data.classes().codes()[i];
                for (int a = 0; a <= p; a++) {
                    system[a][p + 1] += residual * x[a] / n;
                    for (int b = 0; b <= p; b++) {
                        system[a][b] += probability * (1 - probability) * x[a] * x[b] / n;
                    }
                }
            }
            for (int a = 0; a < p; a++) {
                system[a][p + 1] += strength[a] * beta[a];
                system[a][a] += strength[a];
            }
            double[] step = solved(system);
            for (int a = 0; a <= p; a++) {
                beta[a] -= step[a];
            }
        }
        double value = 0;
        for (int i = 0; i < n; i++) {
            double sign = data.classes().codes()[i] == 1 ? 1 : -1;
            value += Math.log1p(Math.exp(-sign * score(beta, row(data, i)))) / n;
        }
        for (int a = 0; a < p; a++) {
            value += strength[a] / 2 * beta[a] * beta[a];
        }
        return value;
    }

    private static double[] row(Dataset data, int i) {
        double[] x = new double[data.columns() + 1];
        data.features().copyRow(i, x, 0);
        x[data.columns()] = 1;
        return x;
    }

    private static double score(double[] beta, double[] x) {
        double sum = 0;
        for (int a = 0; a < x.length; a++) {
            sum += beta[a] * x[a];
        }
        return sum;
    }

    private static double[] solved(double[][] system) {
        int d = system.length;
        for (int a = 0; a < d; a++) {
            for (int b = a + 1; b < d; b++) {
                double factor = system[b][a] / system[a][a];
                for (int c = a; c <= d; c++) {
                    system[b][c] -= factor * system[a][c];
                }
            }
        }
        double[] x = new double[d];
        for (int a = d - 1; a >= 0; a--) {
            double rest = system[a][d];
            for (int b = a + 1; b < d; b++) {
                rest -= system[a][b] * x[b];
            }
            x[a] = rest / system[a][a];
        }
        return Arrays.copyOf(x, d);
    }
}
