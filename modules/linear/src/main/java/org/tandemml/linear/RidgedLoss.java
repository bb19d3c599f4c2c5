package org.tandemml.linear;

import java.util.Optional;
import org.tandemml.optimization.CoordinatePenalty;
import org.tandemml.optimization.Objective;

/// A loss plus the L2 part of a penalty beside it, as one smooth function.
///
/// @param loss without any penalty
/// @param penalty without an L1 part
record RidgedLoss(Objective.WithHessianProduct loss, CoordinatePenalty penalty)
        implements Objective.WithHessianProduct {
    @Override
    public int dimension() {
        return loss.dimension();
    }

    @Override
    public double evaluate(double[] point, double[] gradient) {
        double value = loss.evaluate(point, gradient);
        for (int j = 0; j < point.length; j++) {
            gradient[j] += penalty.l2(j) * point[j];
        }
        return value + penalty.value(point);
    }

    @Override
    public Optional<String> reasonToStop() {
        return loss.reasonToStop();
    }

    @Override
    public void hessianTimes(double[] vector, double[] product) {
        loss.hessianTimes(vector, product);
        for (int j = 0; j < vector.length; j++) {
            product[j] += penalty.l2(j) * vector[j];
        }
    }

    @Override
    public void hessianDiagonal(double[] diagonal) {
        loss.hessianDiagonal(diagonal);
        for (int j = 0; j < diagonal.length; j++) {
            diagonal[j] += penalty.l2(j);
        }
    }
}
