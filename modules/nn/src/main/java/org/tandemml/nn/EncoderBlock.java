package org.tandemml.nn;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Seed;

/// A transformer encoder block: self-attention and a two-layer net, each added to its input and normalised.
///
/// After (post-norm): `h = norm1(x + attention(x))`, `y = norm2(h + net(h))`. Before (pre-norm):
/// `h = x + attention(norm1(x))`, `y = h + net(norm2(h))`.
/// **Source**: Vaswani et al., 2017; Xiong et al., *On layer normalization in the transformer architecture*, ICML 2020.
/// **Shapes**: `N × L × width`.
public final class EncoderBlock implements Layer {
    private final boolean normFirst;
    private final double dropout;
    private final MultiHeadAttention attention;
    private final Dropout drop1;
    private final LayerNorm norm1;
    private final LayerNorm norm2;
    private final Linear expand;
    private final Linear contract;
    private final Sequential net;

    public EncoderBlock(int width, int heads, int hidden, Activation activation, double dropout, boolean normFirst) {
        this.normFirst = normFirst;
        this.dropout = dropout;
        attention = new MultiHeadAttention(width, heads);
        drop1 = new Dropout(dropout);
        norm1 = new LayerNorm(width);
        norm2 = new LayerNorm(width);
        expand = new Linear(width, hidden);
        contract = new Linear(hidden, width);
        net = new Sequential(expand, activation.layer(), new Dropout(dropout), contract, new Dropout(dropout));
    }

    /// Random weights of the usual size.
    public EncoderBlock initialized(Seed.Stream random) {
        attention.initialized(random);
        for (Linear linear : List.of(expand, contract)) {
            int out = linear.weight().tensor().axis(0);
            int in = linear.weight().tensor().axis(1);
            new Initialization.Xavier(1, true).fill(linear.weight().values(), out, in, random);
        }
        return this;
    }

    /// The attention inside, for its weights and masks.
    public MultiHeadAttention attention() {
        return attention;
    }

    boolean normFirst() {
        return normFirst;
    }

    double dropout() {
        return dropout;
    }

    LayerNorm norm1() {
        return norm1;
    }

    LayerNorm norm2() {
        return norm2;
    }

    /// The two-layer net inside.
    Sequential net() {
        return net;
    }

    @Override
    public String label() {
        return "encoder block with " + attention.label();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        attention.parameters().forEach(p -> all.add(p.within("attention")));
        expand.parameters().forEach(p -> all.add(p.within("expand")));
        contract.parameters().forEach(p -> all.add(p.within("contract")));
        norm1.parameters().forEach(p -> all.add(p.within("norm1")));
        norm2.parameters().forEach(p -> all.add(p.within("norm2")));
        return all;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (normFirst) {
            Tensor h = Residual.sum(x, drop1.forward(attention.forward(norm1.forward(x, pass), pass), pass));
            return Residual.sum(h, net.forward(norm2.forward(h, pass), pass));
        }
        Tensor h = norm1.forward(Residual.sum(x, drop1.forward(attention.forward(x, pass), pass)), pass);
        return norm2.forward(Residual.sum(h, net.forward(h, pass)), pass);
    }

    @Override
    public Tensor backward(Tensor gradient) {
        if (normFirst) {
            Tensor h = Residual.sum(gradient, norm2.backward(net.backward(gradient)));
            return Residual.sum(h, norm1.backward(attention.backward(drop1.backward(h))));
        }
        Tensor outer = norm2.backward(gradient);
        Tensor inner = norm1.backward(Residual.sum(outer, net.backward(outer)));
        return Residual.sum(inner, attention.backward(drop1.backward(inner)));
    }
}
