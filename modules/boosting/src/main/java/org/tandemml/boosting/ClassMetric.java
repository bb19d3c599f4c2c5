package org.tandemml.boosting;

/// A metric of class predictions, see [ClassScore].
record ClassMetric(ClassScore score) implements RoundMetric {
    @Override
    public String name() {
        return score.toString();
    }

    @Override
    public boolean higherIsBetter() {
        return score.higherIsBetter();
    }

    @Override
    public double value(Labels labels, double[] predictions) {
        return score.value(labels, predictions);
    }

    @Override
    public String toString() {
        return name();
    }
}
