package org.tandemml.svm;

import java.util.Arrays;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.ClassWeights;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Target;
import org.tandemml.core.Traits;

/// Support vector classification with ν in the place of C: at most a share ν of the rows is inside the margin, at least
/// a share ν are support vectors.
///
/// It minimises `½‖w‖² − νρΣw + Σ wᵢξᵢ` with `yᵢ(w·φ(xᵢ) + b) ≥ ρ − ξᵢ`; the decision function is divided by ρ, so that
/// the margin lies at ±1, as LIBSVM does. ν is at most 2·min(n₁, n₂)/n for each pair of classes. Row weights mean
/// repetition. All else is as for [Svm].
///
/// **Source**: Schölkopf, Smola, Williamson and Bartlett, *New support vector algorithms*, Neural Computation 12, 2000.
/// **Shapes**, **Cost**, **Determinism**: as for [Svm]. **Errors**: also for a ν that is not feasible, with the largest
/// that is.
///
/// @param kernel the inner product in the feature space
/// @param nu share of rows that may be inside the margin
/// @param gamma γ of the kernel
/// @param degree degree of a polynomial kernel
/// @param coef0 constant of a polynomial or sigmoid kernel
/// @param classWeights how much rows of each class count
/// @param multiclass how more than two classes are told apart
/// @param tolerance KKT violation at which the solver stops
/// @param cache megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256
public record NuSvm(
        @Setting("the kernel: rbf, linear, polynomial, laplacian, sigmoid, chi-squared, precomputed, or sums and"
                + " products as rbf+linear, rbf*polynomial")
        Kernel kernel,

        @Setting("share of rows that may be inside the margin, and least share of support vectors")
        double nu,

        @Setting("gamma of the kernel: a number, scale = 1/(columns x variance), or auto = 1/columns")
        Gamma gamma,

        @Setting("degree of a polynomial kernel") int degree,

        @Setting("constant of a polynomial or sigmoid kernel")
        double coef0,

        @Setting("how much rows of each class count: none, balanced or name:weight,name:weight")
        ClassWeights classWeights,

        @Setting("how more than two classes are told apart") Multiclass multiclass,

        @Setting("KKT violation at which the solver stops") double tolerance,

        @Setting("megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256")
        int cache)
        implements Learner.OfClasses<SvmClassifier> {
    /// Checks the settings.
    public NuSvm {
        if (!(nu > 0 && nu <= 1)) {
            throw new InputException("nu must be > 0 and at most 1, was " + nu);
        }
        new KernelSettings(kernel, gamma, degree, coef0);
        Check.positive("tolerance", tolerance);
        Check.atLeast("cache", cache, 0);
    }

    /// RBF kernel, ν = 0.5, γ = scale, all classes alike, one against one, tolerance 1e-3.
    public NuSvm() {
        this(Kernel.Named.RBF, 0.5, Gamma.SCALE, 3, 0, ClassWeights.none(), Multiclass.ONE_VS_ONE, 1e-3, 0);
    }

    public NuSvm withKernel(Kernel newKernel) {
        return new NuSvm(newKernel, nu, gamma, degree, coef0, classWeights, multiclass, tolerance, cache);
    }

    public NuSvm withNu(double newNu) {
        return new NuSvm(kernel, newNu, gamma, degree, coef0, classWeights, multiclass, tolerance, cache);
    }

    public NuSvm withGamma(Gamma newGamma) {
        return new NuSvm(kernel, nu, newGamma, degree, coef0, classWeights, multiclass, tolerance, cache);
    }

    public NuSvm withGamma(double newGamma) {
        return withGamma(Gamma.of(newGamma));
    }

    public NuSvm withDegree(int newDegree) {
        return new NuSvm(kernel, nu, gamma, newDegree, coef0, classWeights, multiclass, tolerance, cache);
    }

    public NuSvm withCoef0(double newCoef0) {
        return new NuSvm(kernel, nu, gamma, degree, newCoef0, classWeights, multiclass, tolerance, cache);
    }

    public NuSvm withClassWeights(ClassWeights newClassWeights) {
        return new NuSvm(kernel, nu, gamma, degree, coef0, newClassWeights, multiclass, tolerance, cache);
    }

    public NuSvm withMulticlass(Multiclass newMulticlass) {
        return new NuSvm(kernel, nu, gamma, degree, coef0, classWeights, newMulticlass, tolerance, cache);
    }

    public NuSvm withTolerance(double newTolerance) {
        return new NuSvm(kernel, nu, gamma, degree, coef0, classWeights, multiclass, newTolerance, cache);
    }

    public NuSvm withCache(int newCache) {
        return new NuSvm(kernel, nu, gamma, degree, coef0, classWeights, multiclass, tolerance, newCache);
    }

    @Override
    public String name() {
        return "nu-svm";
    }

    @Override
    public boolean givesProbabilities() {
        return false;
    }

    /// Numbers without gaps, of comparable scale.
    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public SvmClassifier fit(Dataset data, Fitting how) {
        Target.Classes target = data.classes();
        traits().require(name(), data);
        how.cancellation().check();
        Points points = Points.of(data);
        int[] codes = Arrays.stream(points.original).map(i -> target.codes()[i]).toArray();
        int classes = target.names().size();
        int[] counts = KernelSettings.rowsOfClass(codes, classes, target.names());
        double[] classWeight = classWeights.of(target, counts);
        double[] weights = points.weights.clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= classWeight[codes[i]];
        }
        KernelFunction function = new KernelSettings(kernel, gamma, degree, coef0).function(data, points);
        Machines machines = new Machines(points, function, tolerance, KernelSettings.cacheBytes(cache), how, name());
        List<Machines.Result> results =
                machines.solve(Machines.tasks(codes, classes, multiclass), new NuMargin(nu, weights));
        SupportCodec.Parts parts = machines.assembled(results);
        return new SvmClassifier(
                data.schema(),
                target.name(),
                target.names(),
                multiclass,
                parts.machines(),
                parts.rows(),
                parts.expansion(),
                SvmReport.of(results, parts.rows().length, tolerance, SvmReport.scaleNotes(data, points, kernel)),
                Provenance.of(this, data, how));
    }
}
