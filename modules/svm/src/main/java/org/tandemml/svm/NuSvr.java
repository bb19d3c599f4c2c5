package org.tandemml.svm;

import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Setting;
import org.tandemml.core.Traits;

/// Support vector regression with ν in the place of ε: the tube is as wide as leaves at most a share ν of the rows
/// outside.
///
/// It minimises `½‖w‖² + C·(νεΣw + Σ wᵢ·max(0, |zᵢ − f(xᵢ)| − ε))` over w, b and ε, as LIBSVM scales it; the width
/// found is [SvmRegressor#epsilon]. All else is as for [Svr].
///
/// **Source**: Schölkopf, Smola, Williamson and Bartlett, *New support vector algorithms*, Neural Computation 12, 2000.
/// **Shapes**, **Cost**, **Determinism**, **Errors**: as for [Svm].
///
/// @param kernel the inner product in the feature space
/// @param cost C, how much a row outside the tube costs
/// @param nu share of rows that may lie outside the tube
/// @param gamma γ of the kernel
/// @param degree degree of a polynomial kernel
/// @param coef0 constant of a polynomial or sigmoid kernel
/// @param tolerance KKT violation at which the solver stops
/// @param cache megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256
public record NuSvr(
        @Setting("the kernel: rbf, linear, polynomial, laplacian, sigmoid, chi-squared, precomputed, or sums and"
                + " products as rbf+linear, rbf*polynomial")
        Kernel kernel,

        @Setting("C, how much a row outside the tube costs") double cost,

        @Setting("share of rows that may lie outside the tube, and least share of support vectors")
        double nu,

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
    public NuSvr {
        if (!(cost > 0 && Double.isFinite(cost))) {
            throw new InputException("cost must be > 0 and finite, was " + cost);
        }
        if (!(nu > 0 && nu <= 1)) {
            throw new InputException("nu must be > 0 and at most 1, was " + nu);
        }
        new KernelSettings(kernel, gamma, degree, coef0);
        Check.positive("tolerance", tolerance);
        Check.atLeast("cache", cache, 0);
    }

    /// RBF kernel, C = 1, ν = 0.5, γ = scale, tolerance 1e-3.
    public NuSvr() {
        this(Kernel.Named.RBF, 1, 0.5, Gamma.SCALE, 3, 0, 1e-3, 0);
    }

    public NuSvr withKernel(Kernel newKernel) {
        return new NuSvr(newKernel, cost, nu, gamma, degree, coef0, tolerance, cache);
    }

    public NuSvr withCost(double newCost) {
        return new NuSvr(kernel, newCost, nu, gamma, degree, coef0, tolerance, cache);
    }

    public NuSvr withNu(double newNu) {
        return new NuSvr(kernel, cost, newNu, gamma, degree, coef0, tolerance, cache);
    }

    public NuSvr withGamma(Gamma newGamma) {
        return new NuSvr(kernel, cost, nu, newGamma, degree, coef0, tolerance, cache);
    }

    public NuSvr withGamma(double newGamma) {
        return withGamma(Gamma.of(newGamma));
    }

    public NuSvr withDegree(int newDegree) {
        return new NuSvr(kernel, cost, nu, gamma, newDegree, coef0, tolerance, cache);
    }

    public NuSvr withCoef0(double newCoef0) {
        return new NuSvr(kernel, cost, nu, gamma, degree, newCoef0, tolerance, cache);
    }

    public NuSvr withTolerance(double newTolerance) {
        return new NuSvr(kernel, cost, nu, gamma, degree, coef0, newTolerance, cache);
    }

    public NuSvr withCache(int newCache) {
        return new NuSvr(kernel, cost, nu, gamma, degree, coef0, tolerance, newCache);
    }

    @Override
    public String name() {
        return "nu-svr";
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
                weights -> new Tube(Double.NaN, nu, cost, weights),
                data,
                how);
    }
}
