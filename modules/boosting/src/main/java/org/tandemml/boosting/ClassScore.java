package org.tandemml.boosting;

import org.tandemml.core.InputException;
import org.tandemml.evaluation.Auc;

/// What is measured of class predictions: one probability of the second class a row, or one of each class.
enum ClassScore {
    /// The mean of `−log p` of the row's own class, p at least 1e-16.
    LOG_LOSS("log_loss", false) {
        @Override
        double term(double label, double[] predictions, int rows, int row) {
            if (predictions.length == rows) {
                double p = predictions[row];
                double loss = 0;
                if (label > 0) {
                    loss -= label * Math.log(Math.max(p, LEAST));
                }
                if (label < 1) {
                    loss -= (1 - label) * Math.log(Math.max(1 - p, LEAST));
                }
                return loss;
            }
            return -Math.log(Math.max(predictions[(int) label * rows + row], LEAST));
        }
    },

    /// The share of rows whose most probable class is not theirs; the second of two classes needs more than ½.
    ERROR("error", false) {
        @Override
        double term(double label, double[] predictions, int rows, int row) {
            return wrong(label, predictions, rows, row) ? 1 : 0;
        }
    },

    /// The share of rows whose most probable class is theirs.
    ACCURACY("accuracy", true) {
        @Override
        double term(double label, double[] predictions, int rows, int row) {
            return wrong(label, predictions, rows, row) ? 0 : 1;
        }
    },

    /// The area under the ROC curve; for more than two classes the unweighted mean of each class against the others.
    /// NaN where a class has no row.
    AUC("auc", true) {
        @Override
        double term(double label, double[] predictions, int rows, int row) {
            throw new IllegalStateException("an area is no mean over rows");
        }

        @Override
        double value(Labels labels, double[] predictions) {
            int rows = labels.rows();
            int outputs = predictions.length / Math.max(rows, 1);
            if (outputs == 1) {
                return area(labels, predictions, 0, 1);
            }
            double sum = 0;
            for (int k = 0; k < outputs; k++) {
                sum += area(labels, predictions, k * rows, k);
            }
            return sum / outputs;
        }
    };

    private static final double LEAST = 1e-16;

    private final String text;
    private final boolean higher;

    ClassScore(String text, boolean higher) {
        this.text = text;
        this.higher = higher;
    }

    abstract double term(double label, double[] predictions, int rows, int row);

    static boolean wrong(double label, double[] predictions, int rows, int row) {
        if (predictions.length == rows) {
            return predictions[row] > 0.5 != label > 0.5;
        }
        int best = 0;
        for (int k = 1, at = row + rows; at < predictions.length; k++, at += rows) {
            if (predictions[at] > predictions[best * rows + row]) {
                best = k;
            }
        }
        return best != (int) label;
    }

    static double area(Labels labels, double[] predictions, int offset, int positiveClass) {
        int rows = labels.rows();
        boolean[] positive = new boolean[rows];
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            double label = labels.values()[i];
            if (label != Math.rint(label)) {
                throw new InputException("row " + (i + 1) + ": label " + label + " is no class, which auc needs");
            }
            positive[i] = label == positiveClass;
            scores[i] = predictions[offset + i];
        }
        var area = labels.weights().length == 0 ? Auc.of(positive, scores) : Auc.of(positive, scores, labels.weights());
        return area.orNaN();
    }

    double value(Labels labels, double[] predictions) {
        double sum = 0;
        for (int i = 0; i < labels.rows(); i++) {
            sum += labels.weight(i) * term(labels.values()[i], predictions, labels.rows(), i);
        }
        return sum / labels.sumOfWeights();
    }

    boolean higherIsBetter() {
        return higher;
    }

    @Override
    public String toString() {
        return text;
    }
}
