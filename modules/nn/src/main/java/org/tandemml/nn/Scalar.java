package org.tandemml.nn;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tandemml.core.InputException;

/// A number that remembers how it was computed, so that its derivatives can be followed step by step: backpropagation
/// at its smallest.
///
/// ```
/// Scalar x = Scalar.of("x", 2);
/// Scalar y = x.times(x).plus(x).tanh();
/// y.backward();
/// x.gradient();   // dy/dx
/// ```
///
/// Not for training: one object a number. One graph serves one thread.
public final class Scalar {
    /// What a node is the result of.
    public enum Operation {
        LEAF,
        PLUS,
        TIMES,
        POWER,
        EXP,
        LOG,
        TANH,
        SIGMOID,
        RELU
    }

    private final String name;
    private final Operation operation;
    private final List<Scalar> inputs;
    private final double exponent;
    private final double value;
    private double gradient;

    private Scalar(String name, Operation operation, double exponent, double value, Scalar... inputs) {
        this.name = name;
        this.operation = operation;
        this.exponent = exponent;
        this.value = value;
        this.inputs = List.of(inputs);
    }

    /// A named number that nothing was computed for.
    public static Scalar of(String name, double value) {
        return new Scalar(name, Operation.LEAF, 0, value);
    }

    private Scalar with(Operation next, double result) {
        return new Scalar("", next, 0, result, this);
    }

    public Scalar plus(Scalar other) {
        return new Scalar("", Operation.PLUS, 0, value + other.value, this, other);
    }

    public Scalar minus(Scalar other) {
        return plus(other.times(of("-1", -1)));
    }

    public Scalar times(Scalar other) {
        return new Scalar("", Operation.TIMES, 0, value * other.value, this, other);
    }

    /// This to a constant power.
    public Scalar power(double constant) {
        return new Scalar("", Operation.POWER, constant, StrictMath.pow(value, constant), this);
    }

    public Scalar exp() {
        return with(Operation.EXP, StrictMath.exp(value));
    }

    /// The natural logarithm of a positive number.
    public Scalar log() {
        if (!(value > 0)) {
            throw new InputException("log needs a positive number, was " + value);
        }
        return with(Operation.LOG, StrictMath.log(value));
    }

    public Scalar tanh() {
        return with(Operation.TANH, Activation.TANH.value(value));
    }

    public Scalar sigmoid() {
        return with(Operation.SIGMOID, Activation.SIGMOID.value(value));
    }

    public Scalar relu() {
        return with(Operation.RELU, Activation.RELU.value(value));
    }

    public double value() {
        return value;
    }

    /// The derivative of the number that [#backward()] was called on by this one.
    public double gradient() {
        return gradient;
    }

    public Operation operation() {
        return operation;
    }

    /// What this was computed from.
    public List<Scalar> inputs() {
        return inputs;
    }

    /// All numbers this depends on, each after those it was computed from; this one last.
    public List<Scalar> order() {
        List<Scalar> order = new ArrayList<>();
        visit(this, order, new IdentityHashMap<>());
        return order;
    }

    private static void visit(Scalar node, List<Scalar> order, Map<Scalar, Boolean> seen) {
        if (seen.put(node, true) == null) {
            node.inputs.forEach(input -> visit(input, order, seen));
            order.add(node);
        }
    }

    /// Computes the gradients of everything this depends on.
    public void backward() {
        List<Scalar> order = order();
        order.forEach(node -> node.gradient = 0);
        gradient = 1;
        order.reversed().forEach(Scalar::step);
    }

    /// One step of backpropagation: hands this node's gradient to its inputs. [#backward()] does this for each node of
    /// [#order()], from the last to the first.
    public void step() {
        if (operation == Operation.LEAF) {
            return;
        }
        Scalar x = inputs.getFirst();
        Scalar y = inputs.getLast();
        switch (operation) {
            case LEAF -> {}
            case PLUS -> {
                x.gradient += gradient;
                y.gradient += gradient;
            }
            case TIMES -> {
                x.gradient += gradient * y.value;
                y.gradient += gradient * x.value;
            }
            case POWER -> x.gradient += gradient * exponent * StrictMath.pow(x.value, exponent - 1);
            case EXP -> x.gradient += gradient * value;
            case LOG -> x.gradient += gradient / x.value;
            case TANH -> x.gradient += gradient * Activation.TANH.derivative(x.value);
            case SIGMOID -> x.gradient += gradient * Activation.SIGMOID.derivative(x.value);
            case RELU -> x.gradient += gradient * Activation.RELU.derivative(x.value);
        }
    }

    /// The graph in the language of Graphviz: names, values and gradients in boxes, arrows along the computation.
    public String toDot() {
        List<Scalar> order = order();
        Map<Scalar, Integer> numbers = new IdentityHashMap<>();
        StringBuilder dot = new StringBuilder("digraph {\n  rankdir=LR; node [shape=box];\n");
        for (Scalar node : order) {
            numbers.put(node, numbers.size());
            dot.append("  n")
                    .append(numbers.get(node))
                    .append(" [label=\"")
                    .append(node.toString().replace("\"", "\\\""))
                    .append("\"];\n");
            for (Scalar input : node.inputs) {
                dot.append("  n")
                        .append(numbers.get(input))
                        .append(" -> n")
                        .append(numbers.get(node))
                        .append(";\n");
            }
        }
        return dot.append("}\n").toString();
    }

    @Override
    public String toString() {
        String what = operation == Operation.LEAF ? name : operation.name().toLowerCase(Locale.ROOT);
        return String.format(Locale.ROOT, "%s = %.6g, gradient %.6g", what, value, gradient);
    }
}
