package org.tandemml.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Seed;

/// The columns of a table as vectors: `x·w + b` for a number, a learned vector for a category; and one vector before
/// them that belongs to no column, whose place gathers the answer.
///
/// **Source**: Gorishniy et al., *Revisiting deep learning models for tabular data*, NeurIPS 2021, section 3.3.
/// **Shapes**: `N × (numbers + codes)` to `N × (1 + numbers + codes) × width`.
final class TableTokens implements Layer {
    private final int dense;
    private final int width;
    private final List<Embedding> tables = new ArrayList<>();
    private final Parameter weight;
    private final Parameter bias;
    private final Parameter answer;
    private @Nullable Tensor input;

    TableTokens(int dense, int[] levels, int width) {
        this.dense = dense;
        this.width = width;
        for (int level : levels) {
            tables.add(new Embedding(level, width));
        }
        weight = Parameter.zeros("weight", dense, width);
        bias = Parameter.zeros("bias", dense, width);
        answer = Parameter.zeros("answer", width);
    }

    TableTokens initialized(Seed.Stream random) {
        Initialization rule = new Initialization.Uniform(1 / Math.sqrt(width));
        parameters().forEach(p -> rule.fill(p.values(), p.values().length / width, width, random));
        return this;
    }

    @Override
    public String label() {
        return "tokens of " + (dense + tables.size()) + " columns";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(weight, bias, answer));
        for (int c = 0; c < tables.size(); c++) {
            all.add(tables.get(c).weight().within("category" + c));
        }
        return all;
    }

    private int tokens() {
        return 1 + dense + tables.size();
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (x.rank() != 2 || x.axis(1) != tokens() - 1) {
            throw misfit(x, "[N, " + (tokens() - 1) + "]");
        }
        input = x;
        Tensor y = Tensor.zeros(x.axis(0), tokens(), width);
        for (int i = 0; i < x.axis(0); i++) {
            int at = i * tokens() * width;
            System.arraycopy(answer.values(), 0, y.values(), at, width);
            for (int j = 0; j < x.axis(1); j++) {
                at += width;
                double value = x.values()[i * x.axis(1) + j];
                if (j >= dense) {
                    double[] table = tables.get(j - dense).weight().values();
                    System.arraycopy(table, (int) value * width, y.values(), at, width);
                    continue;
                }
                for (int k = 0; k < width; k++) {
                    y.values()[at + k] = value * weight.values()[j * width + k] + bias.values()[j * width + k];
                }
            }
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor x = Layer.kept(input);
        double[] g = gradient.values();
        for (int i = 0; i < x.axis(0); i++) {
            int at = i * tokens() * width;
            for (int k = 0; k < width; k++) {
                answer.gradient()[k] += g[at + k];
            }
            for (int j = 0; j < x.axis(1); j++) {
                at += width;
                double value = x.values()[i * x.axis(1) + j];
                for (int k = 0; k < width; k++) {
                    if (j >= dense) {
                        tables.get(j - dense).weight().gradient()[(int) value * width + k] += g[at + k];
                    } else {
                        weight.gradient()[j * width + k] += value * g[at + k];
                        bias.gradient()[j * width + k] += g[at + k];
                    }
                }
            }
        }
        return Tensor.zeros(x.shape());
    }
}
