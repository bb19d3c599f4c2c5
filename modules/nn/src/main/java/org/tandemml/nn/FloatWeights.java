package org.tandemml.nn;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tandemml.core.Check;

/// All parameters of a net in single precision, one after the other in the order of [Layer#parameters()], and their
/// gradients.
final class FloatWeights {
    final float[] values;
    final float[] gradients;
    private final List<Parameter> sources;
    /// Where each parameter begins, by its array: composite layers rename parameters, but share the arrays.
    private final Map<double[], Integer> places = new IdentityHashMap<>();

    /// Zeros in place of these parameters.
    FloatWeights(List<Parameter> sources) {
        this.sources = List.copyOf(sources);
        int at = 0;
        for (Parameter p : sources) {
            places.put(p.values(), at);
            at += p.values().length;
        }
        values = new float[at];
        gradients = new float[at];
    }

    private FloatWeights(FloatWeights other) {
        sources = other.sources;
        places.putAll(other.places);
        values = other.values;
        gradients = new float[0];
    }

    /// The same values for another net, without gradients.
    FloatWeights sharing() {
        return new FloatWeights(this);
    }

    int size() {
        return values.length;
    }

    /// Where a parameter begins.
    int place(Parameter parameter) {
        Integer at = places.get(parameter.values());
        if (at == null) {
            throw new IllegalStateException("parameter " + parameter.name() + " is not among those of its net");
        }
        return at;
    }

    /// Takes the present values of the layers, rounded.
    void load() {
        int at = 0;
        for (Parameter p : sources) {
            for (double value : p.values()) {
                values[at++] = (float) value;
            }
        }
    }

    /// Takes these values, rounded.
    void load(double[] point) {
        Check.length("numbers of the net", point.length, values.length);
        for (int i = 0; i < point.length; i++) {
            values[i] = (float) point[i];
        }
    }

    void clearGradients() {
        Arrays.fill(gradients, 0);
    }

    /// Adds the gradients to those of the layers.
    void addGradients() {
        int at = 0;
        for (Parameter p : sources) {
            double[] sum = p.gradient();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradients[at++];
            }
        }
    }
}
