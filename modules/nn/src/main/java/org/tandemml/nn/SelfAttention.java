package org.tandemml.nn;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Seed;

/// Attention of a sequence to itself: queries, keys and values are linear maps of one input.
///
/// **Shapes**: `N × L × width`.
public final class SelfAttention implements Layer {
    private final int width;
    private final Attention attention;
    private final Linear toQueries;
    private final Linear toKeys;
    private final Linear toValues;

    public SelfAttention(AttentionScore score, int width) {
        this.width = width;
        attention = new Attention(score, width);
        toQueries = new Linear(width, width);
        toKeys = new Linear(width, width);
        toValues = new Linear(width, width);
    }

    /// Weights by Xavier's rule.
    public SelfAttention initialized(Seed.Stream random) {
        attention.initialized(random);
        for (Linear linear : List.of(toQueries, toKeys, toValues)) {
            new Initialization.Xavier(1, true).fill(linear.weight().values(), width, width, random);
        }
        return this;
    }

    /// The weights of the last pass, `N × L × L`.
    public Tensor weights() {
        return attention.weights();
    }

    @Override
    public String label() {
        return "self-attention of width " + width;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(attention.parameters());
        toQueries.parameters().forEach(p -> all.add(p.within("queries")));
        toKeys.parameters().forEach(p -> all.add(p.within("keys")));
        toValues.parameters().forEach(p -> all.add(p.within("values")));
        return all;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return attention.forward(toQueries.forward(x, pass), toKeys.forward(x, pass), toValues.forward(x, pass));
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Attention.Gradients back = attention.backward(gradient);
        return Residual.sum(
                Residual.sum(toQueries.backward(back.queries()), toKeys.backward(back.keys())),
                toValues.backward(back.values()));
    }
}
