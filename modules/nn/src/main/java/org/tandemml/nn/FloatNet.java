package org.tandemml.nn;

import org.jspecify.annotations.Nullable;

/// A net of layers in single precision: the same function as its [Layer]s to about 1e-6, on arrays made once, several
/// times as fast.
///
/// Linear layers, activations, dropout, layer normalisation, multi-head attention, encoder blocks, residual blocks,
/// sequences and flattening run on `float` kernels; any other layer, yours too, runs in double precision between two
/// roundings. The layers keep the parameters: [#load()] rounds them, [#addGradients()] gives the gradients back.
/// **Cost**: that of the layers; no allocation once the largest batch was seen, unless a layer runs in double
/// precision. **Determinism**: the same bits on any number of threads. One net serves one thread.
public final class FloatNet {
    private final Layer layer;
    private final FloatWeights weights;
    private final FloatLayer root;

    private FloatNet(Layer layer, FloatWeights weights) {
        this.layer = layer;
        this.weights = weights;
        root = twin(layer, weights);
    }

    /// The twin of a net, with its present parameters.
    public static FloatNet of(Layer layer) {
        FloatNet net = new FloatNet(layer, new FloatWeights(layer.parameters()));
        net.load();
        return net;
    }

    /// Another net with the same weights, for another thread, that cannot be trained; only where no layer runs itself.
    FloatNet sharing() {
        if (!root.independent()) {
            throw new IllegalStateException(layer.label() + " holds a layer that several threads cannot share");
        }
        return new FloatNet(layer, weights.sharing());
    }

    static FloatLayer twin(Layer layer, FloatWeights weights) {
        return switch (layer) {
            case Linear linear -> new FloatLinear(linear, weights);
            case ActivationLayer activation -> new FloatActivationLayer(activation.kind(), false, false);
            case Dropout dropout -> new FloatDropout(dropout.rate());
            case LayerNorm norm -> new FloatLayerNorm(norm, weights);
            case MultiHeadAttention attention -> new FloatHeads(attention, weights);
            case EncoderBlock block -> new FloatEncoder(block, weights);
            case Residual residual -> new FloatResidual(residual, weights);
            case Sequential sequence -> new FloatSequential(sequence, weights);
            case Flatten flatten -> new FloatReshape();
            case FirstToken first -> new FloatFirstToken();
            case TableTokens tokens -> new FloatTokens(tokens, weights);
            default -> new FloatWidened(layer, weights);
        };
    }

    /// Takes the present parameters of the layers.
    public void load() {
        weights.load();
    }

    /// Takes these parameters, in the order of the layers'.
    void load(double[] point) {
        weights.load(point);
        loaded();
    }

    /// Takes in what [#parameters] have become, for layers that keep their own.
    void loaded() {
        root.loaded();
    }

    /// All parameters in the order of the layers', shared.
    float[] parameters() {
        return weights.values;
    }

    /// The output for a batch, which holds until the next pass.
    public FloatTensor forward(FloatTensor x, Pass pass) {
        return root.forward(x, pass);
    }

    /// From the gradient by the last output, the gradient by the last input.
    public FloatTensor backward(FloatTensor gradient) {
        return root.backward(gradient);
    }

    /// Sets all gradients to 0.
    public void clearGradients() {
        weights.clearGradients();
    }

    /// Adds the gradients to those of the layers.
    public void addGradients() {
        weights.addGradients();
    }

    /// How many parameters there are.
    public int size() {
        return weights.size();
    }

    /// The gradients of all parameters in the order of the layers', shared.
    float[] gradients() {
        return weights.gradients;
    }

    /// What came out of each layer of a sequence in the last pass; empty for other nets.
    @Nullable
    FloatTensor[] outputs() {
        return root instanceof FloatSequential sequence ? sequence.outputs() : new FloatTensor[0];
    }

    @Override
    public String toString() {
        return layer.label() + " in single precision, " + size() + " parameters";
    }
}
