package org.tandemml.nn;

import java.util.List;
import org.tandemml.regularization.MaxNorm;
import org.tandemml.regularization.Penalty;

/// Keeps the weights of a net small while it is trained: the gradient of a penalty's smooth part, the proximal operator
/// of its L1 part after each step, and the projection on a largest norm of the weights that come into a unit.
///
/// The proximal operator takes the learning rate as its step. For plain descent that is the proximal gradient method;
/// for rules that scale each component it is decoupled from the scaling, as the decay of AdamW is: weights whose
/// gradients are still small, as at the start, would else all be cut to 0 at once.
///
/// **Source**: Parikh and Boyd, *Proximal algorithms*, 2014, section 4.2; Loshchilov and Hutter, *Decoupled weight
/// decay regularization*, ICLR 2019. **Cost**: O(weights) a step.
final class WeightControl {
    private final double l1;
    private final double l2;
    private final double most;
    private final List<TrainedNet.Weights> weights;
    private double[] unit = {};

    WeightControl(Penalty penalty, double most, List<TrainedNet.Weights> weights) {
        l1 = penalty.l1();
        l2 = penalty.l2();
        this.most = most;
        this.weights = weights;
    }

    /// Adds the gradient of the smooth part to `gradient`; returns the value of the whole penalty.
    double addSmooth(float[] point, float[] gradient) {
        if (l1 == 0 && l2 == 0) {
            return 0;
        }
        double absolute = 0;
        double squared = 0;
        for (TrainedNet.Weights w : weights) {
            for (int i = w.start(); i < w.end(); i++) {
                double value = point[i];
                absolute += Math.abs(value);
                squared += value * value;
                gradient[i] += (float) (l2 * value);
            }
        }
        return l1 * absolute + l2 / 2 * squared;
    }

    /// What follows a step at this learning rate.
    void afterStep(float[] point, double rate) {
        if (l1 > 0) {
            float threshold = (float) (l1 * rate);
            for (TrainedNet.Weights w : weights) {
                for (int i = w.start(); i < w.end(); i++) {
                    float kept = Math.max(0, Math.abs(point[i]) - threshold);
                    point[i] = Math.copySign(kept, point[i]);
                }
            }
        }
        if (most > 0) {
            MaxNorm bound = new MaxNorm(most);
            for (TrainedNet.Weights w : weights) {
                project(bound, w, point);
            }
        }
    }

    private void project(MaxNorm bound, TrainedNet.Weights w, float[] point) {
        int units = w.unitsAreRows() ? w.rows() : w.columns();
        int inputs = w.unitsAreRows() ? w.columns() : w.rows();
        int betweenUnits = w.unitsAreRows() ? w.columns() : 1;
        int betweenInputs = w.unitsAreRows() ? 1 : w.columns();
        if (unit.length < inputs) {
            unit = new double[inputs];
        }
        for (int u = 0; u < units; u++) {
            int at = w.start() + u * betweenUnits;
            for (int i = 0; i < inputs; i++) {
                unit[i] = point[at + i * betweenInputs];
            }
            if (bound.project(unit, 0, inputs)) {
                for (int i = 0; i < inputs; i++) {
                    point[at + i * betweenInputs] = (float) unit[i];
                }
            }
        }
    }
}
