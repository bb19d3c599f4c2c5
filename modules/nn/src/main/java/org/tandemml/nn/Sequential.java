package org.tandemml.nn;

import java.util.ArrayList;
import java.util.List;

/// Layers one after the other; parameters are named `0.weight`, `2.bias` by the position of their layer.
public final class Sequential implements Layer {
    private final List<Layer> layers;

    public Sequential(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    public Sequential(Layer... layers) {
        this(List.of(layers));
    }

    /// The layers in order.
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public String label() {
        return "sequence of " + layers.size() + " layers";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            for (Parameter p : layers.get(i).parameters()) {
                all.add(p.within(Integer.toString(i)));
            }
        }
        return all;
    }

    @Override
    public List<Parameter> buffers() {
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            for (Parameter p : layers.get(i).buffers()) {
                all.add(p.within(Integer.toString(i)));
            }
        }
        return all;
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        Tensor value = input;
        for (Layer layer : layers) {
            value = layer.forward(value, pass);
        }
        return value;
    }

    @Override
    public Tensor backward(Tensor gradient) {
        Tensor value = gradient;
        for (Layer layer : layers.reversed()) {
            value = layer.backward(value);
        }
        return value;
    }
}
