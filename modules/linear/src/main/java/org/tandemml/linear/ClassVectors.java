package org.tandemml.linear;

import java.util.Arrays;

/// Leads from the solver's point, which has vectors for the classes with rows only, to the vectors of a model, and
/// back.
///
/// @param present positions of the classes that have rows, among all named ones
/// @param classes the number of named classes
/// @param offsetColumn the column whose coefficient is 1; -1 for none
record ClassVectors(int[] present, int classes, int offsetColumn) {
    /// The vectors of the model: one for two classes, else one for every named class.
    int vectors() {
        return classes == 2 ? 1 : classes;
    }

    /// A point in the solver's coordinates as the coefficients of the model.
    PathProblem.Terms terms(double[] point, Standardization scaling) {
        int p = scaling.columns;
        int fitted = present.length == 2 ? 1 : present.length;
        double[] beta = new double[fitted * p];
        double[] offset = new double[fitted];
        for (int k = 0; k < fitted; k++) {
            offset[k] = scaling.toOriginal(point, k * scaling.width(), beta, k * p);
        }
        if (offsetColumn >= 0) {
            beta[offsetColumn] = 1;
        }
        if (fitted > 1) {
            centre(offset);
        }
        if (vectors() == fitted) {
            return new PathProblem.Terms(beta, offset);
        }
        double[] coefficients = new double[vectors() * p];
        double[] intercepts = new double[vectors()];
        Arrays.fill(intercepts, LogisticModel.ABSENT);
        for (int k = 0; k < present.length; k++) {
            // Two classes out of more: ±z/2, whose difference is z.
            double half = fitted == 1 ? k - 0.5 : 1;
            int from = fitted == 1 ? 0 : k;
            for (int j = 0; j < p; j++) {
                coefficients[present[k] * p + j] = half * beta[from * p + j];
            }
            intercepts[present[k]] = half * offset[from];
        }
        return new PathProblem.Terms(coefficients, intercepts);
    }

    /// The coefficients of a model as those of the scaled columns, those of absent classes as 0.
    double[] pointOf(LogisticModel model, Standardization scaling) {
        int p = scaling.columns;
        double[] coefficients = model.coefficients();
        double[] intercepts = model.intercepts();
        int fitted = present.length == 2 ? 1 : present.length;
        double[] point = new double[fitted * scaling.width()];
        for (int k = 0; k < fitted; k++) {
            int of = intercepts.length == 1 ? 0 : present[fitted == 1 ? 1 : k];
            int less = fitted == 1 && intercepts.length > 1 ? present[0] : -1;
            double intercept = known(intercepts[of]) - (less < 0 ? 0 : known(intercepts[less]));
            for (int j = 0; j < p; j++) {
                if (j == offsetColumn) {
                    continue;
                }
                double beta = coefficients[of * p + j] - (less < 0 ? 0 : coefficients[less * p + j]);
                if (scaling.inverseScale[j] > 0) {
                    point[k * scaling.width() + j] = beta / scaling.inverseScale[j];
                }
                intercept += beta * scaling.centre[j];
            }
            if (scaling.intercept) {
                point[k * scaling.width() + p] = intercept;
            }
        }
        return point;
    }

    private static double known(double intercept) {
        return intercept == LogisticModel.ABSENT ? 0 : intercept;
    }

    private static void centre(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        for (int k = 0; k < values.length; k++) {
            values[k] -= mean;
        }
    }

    /// Standard errors of the fitted vectors as those of the model's; absent classes have none.
    double[] spread(double[] errors, int columns) {
        int group = columns + 1;
        if (vectors() * group == errors.length) {
            return errors;
        }
        double[] all = new double[vectors() * group];
        Arrays.fill(all, Double.NaN);
        for (int k = 0; k < present.length; k++) {
            for (int j = 0; j < group; j++) {
                all[present[k] * group + j] = present.length == 2 ? errors[j] / 2 : errors[k * group + j];
            }
        }
        return all;
    }
}
