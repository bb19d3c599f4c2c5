package org.tandemml.nn;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;
import org.tandemml.core.Seed;

/// Attention step by step: `softmax(score(q, k))·v` with any [AttentionScore], written to be read; see
/// [MultiHeadAttention] for the fast one.
///
/// **Shapes**: queries `N × L × d`, keys `N × M × d`, values `N × M × e`, output `N × L × e`.
public final class Attention {
    private final AttentionScore score;
    private final int width;
    private final Parameter a;
    private final Parameter b;
    private final Parameter u;
    private @Nullable Tensor queries;
    private @Nullable Tensor keys;
    private @Nullable Tensor values;
    private double[] weights = {};

    /// Gradients by all three inputs.
    public record Gradients(Tensor queries, Tensor keys, Tensor values) {}

    /// Attention between vectors of this width; the parameters of additive and bilinear scores are zeros.
    public Attention(AttentionScore score, int width) {
        this.score = score;
        this.width = Check.atLeast("width", width, 1);
        a = Parameter.zeros("a", width, width);
        b = Parameter.zeros("b", width, width);
        u = Parameter.zeros("u", width);
    }

    /// Parameters by Xavier's rule.
    public Attention initialized(Seed.Stream random) {
        Initialization rule = new Initialization.Xavier(1, true);
        for (Parameter p : parameters()) {
            rule.fill(p.values(), p.values().length / width, width, random);
        }
        return this;
    }

    /// What training changes: nothing for dot products.
    public List<Parameter> parameters() {
        return switch (score) {
            case ADDITIVE -> List.of(a, b, u);
            case BILINEAR -> List.of(a);
            case DOT, SCALED_DOT -> List.of();
        };
    }

    /// The weights of the last pass, `N × L × M`.
    public Tensor weights() {
        Tensor q = Layer.kept(queries);
        return new Tensor(
                weights.clone(), q.axis(0), q.axis(1), Layer.kept(keys).axis(1));
    }

    /// The means of the values.
    public Tensor forward(Tensor q, Tensor k, Tensor v) {
        if (q.rank() != 3
                || k.rank() != 3
                || v.rank() != 3
                || q.axis(2) != width
                || k.axis(2) != width
                || k.axis(0) != q.axis(0)
                || v.axis(0) != q.axis(0)
                || v.axis(1) != k.axis(1)) {
            throw new InputException("attention of width " + width
                    + " needs queries [N, L, d], keys [N, M, d], values [N, M, e], got " + Arrays.toString(q.shape())
                    + ", " + Arrays.toString(k.shape()) + ", " + Arrays.toString(v.shape()));
        }
        queries = q;
        keys = k;
        values = v;
        int m = k.axis(1);
        weights = new double[q.axis(0) * q.axis(1) * m];
        Tensor out = Tensor.zeros(q.axis(0), q.axis(1), v.axis(2));
        double[] t = new double[width];
        for (int row = 0; row < q.vectors(); row++) {
            int n = row / q.axis(1);
            for (int j = 0; j < m; j++) {
                weights[row * m + j] = score(row * width, (n * m + j) * width, t);
            }
            double shift = Softmax.logSumExp(weights, row * m, m);
            for (int j = 0; j < m; j++) {
                double w = StrictMath.exp(weights[row * m + j] - shift);
                weights[row * m + j] = w;
                for (int e = 0; e < v.axis(2); e++) {
                    out.values()[row * v.axis(2) + e] += w * v.values()[(n * m + j) * v.axis(2) + e];
                }
            }
        }
        return out;
    }

    /// The score of the query and key at these places; leaves the hidden units of an additive score in `t`.
    private double score(int queryAt, int keyAt, double[] t) {
        double[] q = Layer.kept(queries).values();
        double[] k = Layer.kept(keys).values();
        double sum = 0;
        for (int i = 0; i < width; i++) {
            switch (score) {
                case DOT, SCALED_DOT -> sum += q[queryAt + i] * k[keyAt + i];
                case BILINEAR -> sum += q[queryAt + i] * row(a, i, k, keyAt);
                case ADDITIVE -> {
                    t[i] = StrictMath.tanh(row(a, i, q, queryAt) + row(b, i, k, keyAt));
                    sum += u.values()[i] * t[i];
                }
            }
        }
        return score == AttentionScore.SCALED_DOT ? sum / Math.sqrt(width) : sum;
    }

    private double row(Parameter matrix, int i, double[] x, int at) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
            sum += matrix.values()[i * width + j] * x[at + j];
        }
        return sum;
    }

    /// Gradients by queries, keys and values; adds to those of the parameters.
    public Gradients backward(Tensor gradient) {
        Tensor q = Layer.kept(queries);
        Tensor k = Layer.kept(keys);
        Tensor v = Layer.kept(values);
        int m = k.axis(1);
        int e = v.axis(2);
        Gradients back = new Gradients(Tensor.zeros(q.shape()), Tensor.zeros(k.shape()), Tensor.zeros(v.shape()));
        double[] byWeight = new double[m];
        double[] t = new double[width];
        for (int row = 0; row < q.vectors(); row++) {
            int n = row / q.axis(1);
            double mean = 0;
            for (int j = 0; j < m; j++) {
                byWeight[j] = 0;
                for (int c = 0; c < e; c++) {
                    double g = gradient.values()[row * e + c];
                    byWeight[j] += g * v.values()[(n * m + j) * e + c];
                    back.values.values()[(n * m + j) * e + c] += weights[row * m + j] * g;
                }
                mean += weights[row * m + j] * byWeight[j];
            }
            for (int j = 0; j < m; j++) {
                double g = weights[row * m + j] * (byWeight[j] - mean);
                scoreBackward(row * width, (n * m + j) * width, g, t, back);
            }
        }
        return back;
    }

    private void scoreBackward(int queryAt, int keyAt, double g, double[] t, Gradients back) {
        double[] q = Layer.kept(queries).values();
        double[] k = Layer.kept(keys).values();
        double[] toQuery = back.queries.values();
        double[] toKey = back.keys.values();
        score(queryAt, keyAt, t);
        for (int i = 0; i < width; i++) {
            switch (score) {
                case DOT, SCALED_DOT -> {
                    double scaled = score == AttentionScore.DOT ? g : g / Math.sqrt(width);
                    toQuery[queryAt + i] += scaled * k[keyAt + i];
                    toKey[keyAt + i] += scaled * q[queryAt + i];
                }
                case BILINEAR -> {
                    toQuery[queryAt + i] += g * row(a, i, k, keyAt);
                    for (int j = 0; j < width; j++) {
                        toKey[keyAt + j] += g * q[queryAt + i] * a.values()[i * width + j];
                        a.gradient()[i * width + j] += g * q[queryAt + i] * k[keyAt + j];
                    }
                }
                case ADDITIVE -> {
                    u.gradient()[i] += g * t[i];
                    double inner = g * u.values()[i] * (1 - t[i] * t[i]);
                    for (int j = 0; j < width; j++) {
                        toQuery[queryAt + j] += inner * a.values()[i * width + j];
                        toKey[keyAt + j] += inner * b.values()[i * width + j];
                        a.gradient()[i * width + j] += inner * q[queryAt + j];
                        b.gradient()[i * width + j] += inner * k[keyAt + j];
                    }
                }
            }
        }
    }
}
