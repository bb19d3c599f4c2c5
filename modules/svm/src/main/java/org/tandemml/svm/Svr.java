package org.tandemml.svm;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Support vector regression with a kernel: a function as flat as possible with a tube of half-width ε around it, and a
/// cost for rows outside.
///
/// It minimises `½‖w‖² + C·Σ wᵢ·max(0, |zᵢ − f(xᵢ)| − ε)` with `f(x) = w·φ(x) + b`, where w are row weights. ε and C
/// are in the units of the target. Solver, certificate and tolerance are as for [Svm].
///
/// **Source**: Drucker, Burges, Kaufman, Smola and Vapnik, *Support vector regression machines*, NIPS 9, 1996; Smola
/// and Schölkopf, *A tutorial on support vector regression*, Statistics and Computing 14, 2004. **Shapes**, **Cost**,
/// **Determinism**, **Errors**: as for [Svm].
///
/// @param kernel the inner product in the feature space
/// @param cost C, how much a row outside the tube costs
/// @param epsilon half the width of the tube
/// @param gamma γ of the kernel
/// @param degree degree of a polynomial kernel
/// @param coef0 constant of a polynomial or sigmoid kernel
/// @param tolerance KKT violation at which the solver stops
/// @param cache megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256
public record Svr(
        @Setting("the kernel: rbf, linear, polynomial, laplacian, sigmoid, chi-squared, precomputed, or sums and"
                + " products as rbf+linear, rbf*polynomial")
        Kernel kernel,

        @Setting("C, how much a row outside the tube costs") double cost,

        @Setting("half the width of the tube in which rows cost nothing")
        double epsilon,

        @Setting("gamma of the kernel: a number, scale = 1/(columns x variance), or auto = 1/columns")
        Gamma gamma,

        @Setting("degree of a polynomial kernel") int degree,

        @Setting("constant of a polynomial or sigmoid kernel")
        double coef0,

        @Setting("KKT violation at which the solver stops") double tolerance,

        @Setting("megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256")
        int cache)
        implements Learner.OfNumbers<SvmRegressor> {
    /// Checks the settings.
    public Svr {
        if (!(cost > 0 && Double.isFinite(cost))) {
            throw new InputException("cost must be > 0 and finite, was " + cost);
        }
        Check.notNegative("epsilon", epsilon);
        new KernelSettings(kernel, gamma, degree, coef0);
        Check.positive("tolerance", tolerance);
        Check.atLeast("cache", cache, 0);
    }

    /// RBF kernel, C = 1, ε = 0.1, γ = scale, tolerance 1e-3.
    public Svr() {
        this(Kernel.Named.RBF, 1, 0.1, Gamma.SCALE, 3, 0, 1e-3, 0);
    }

    public Svr withKernel(Kernel newKernel) {
        return new Svr(newKernel, cost, epsilon, gamma, degree, coef0, tolerance, cache);
    }

    public Svr withCost(double newCost) {
        return new Svr(kernel, newCost, epsilon, gamma, degree, coef0, tolerance, cache);
    }

    public Svr withEpsilon(double newEpsilon) {
        return new Svr(kernel, cost, newEpsilon, gamma, degree, coef0, tolerance, cache);
    }

    public Svr withGamma(Gamma newGamma) {
        return new Svr(kernel, cost, epsilon, newGamma, degree, coef0, tolerance, cache);
    }

    public Svr withGamma(double newGamma) {
        return withGamma(Gamma.of(newGamma));
    }

    public Svr withDegree(int newDegree) {
        return new Svr(kernel, cost, epsilon, gamma, newDegree, coef0, tolerance, cache);
    }

    public Svr withCoef0(double newCoef0) {
        return new Svr(kernel, cost, epsilon, gamma, degree, newCoef0, tolerance, cache);
    }

    public Svr withTolerance(double newTolerance) {
        return new Svr(kernel, cost, epsilon, gamma, degree, coef0, newTolerance, cache);
    }

    public Svr withCache(int newCache) {
        return new Svr(kernel, cost, epsilon, gamma, degree, coef0, tolerance, newCache);
    }

    @Override
    public String name() {
        return "svr";
    }

    /// Numbers without gaps, of comparable scale.
    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public SvmRegressor fit(Dataset data, Fitting how) {
        return Tube.fit(
                this,
                new KernelSettings(kernel, gamma, degree, coef0),
                tolerance,
                cache,
                weights -> new Tube(epsilon, Double.NaN, cost, weights),
                data,
                how);
    }
}
