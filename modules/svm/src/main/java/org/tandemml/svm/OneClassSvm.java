package org.tandemml.svm;

import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Fitting;
import org.tandemml.core.InputException;
import org.tandemml.core.Learner;
import org.tandemml.core.Provenance;
import org.tandemml.core.Setting;
import org.tandemml.core.Target;
import org.tandemml.core.Traits;

/// One-class support vector machine: a region that holds most of the training rows, to tell novel rows by.
///
/// It minimises `½‖w‖² − ρ + Σ wᵢξᵢ/(νΣw)` with `w·φ(xᵢ) ≥ ρ − ξᵢ`: with the RBF kernel, a level set of a density
/// estimate. Data without a target are all of the class `inlier`, and the other class is `outlier`. With a target of
/// classes, the rows of the class `normal` make the region and the model has the names of the target: of two classes
/// the other one is what lies outside, so that the model can be evaluated.
///
/// **Source**: Schölkopf, Platt, Shawe-Taylor, Smola and Williamson, *Estimating the support of a high-dimensional
/// distribution*, Neural Computation 13, 2001. **Shapes**, **Cost**, **Determinism**: as for [Svm]. **Errors**: as for
/// [Svm], and for a target of more than two classes or of numbers.
///
/// @param kernel the inner product in the feature space
/// @param nu share of training rows that may lie outside the region
/// @param gamma γ of the kernel
/// @param degree degree of a polynomial kernel
/// @param coef0 constant of a polynomial or sigmoid kernel
/// @param normal class whose rows the region is made of; empty for the most frequent one
/// @param tolerance KKT violation at which the solver stops
/// @param cache megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256
public record OneClassSvm(
        @Setting("the kernel: rbf, linear, polynomial, laplacian, sigmoid, chi-squared, precomputed, or sums and"
                + " products as rbf+linear, rbf*polynomial")
        Kernel kernel,

        @Setting("share of training rows that may lie outside the region, and least share of support vectors")
        double nu,

        @Setting("gamma of the kernel: a number, scale = 1/(columns x variance), or auto = 1/columns")
        Gamma gamma,

        @Setting("degree of a polynomial kernel") int degree,

        @Setting("constant of a polynomial or sigmoid kernel")
        double coef0,

        @Setting("class whose rows the region is made of; empty for the most frequent one")
        String normal,

        @Setting("KKT violation at which the solver stops") double tolerance,

        @Setting("megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256")
        int cache)
        implements Learner.OfClasses<NoveltyModel> {
    /// Checks the settings.
    public OneClassSvm {
        if (!(nu > 0 && nu <= 1)) {
            throw new InputException("nu must be > 0 and at most 1, was " + nu);
        }
        new KernelSettings(kernel, gamma, degree, coef0);
        Check.positive("tolerance", tolerance);
        Check.atLeast("cache", cache, 0);
    }

    /// RBF kernel, ν = 0.1, γ = scale, tolerance 1e-3.
    public OneClassSvm() {
        this(Kernel.Named.RBF, 0.1, Gamma.SCALE, 3, 0, "", 1e-3, 0);
    }

    public OneClassSvm withKernel(Kernel newKernel) {
        return new OneClassSvm(newKernel, nu, gamma, degree, coef0, normal, tolerance, cache);
    }

    public OneClassSvm withNu(double newNu) {
        return new OneClassSvm(kernel, newNu, gamma, degree, coef0, normal, tolerance, cache);
    }

    public OneClassSvm withGamma(Gamma newGamma) {
        return new OneClassSvm(kernel, nu, newGamma, degree, coef0, normal, tolerance, cache);
    }

    public OneClassSvm withGamma(double newGamma) {
        return withGamma(Gamma.of(newGamma));
    }

    public OneClassSvm withDegree(int newDegree) {
        return new OneClassSvm(kernel, nu, gamma, newDegree, coef0, normal, tolerance, cache);
    }

    public OneClassSvm withCoef0(double newCoef0) {
        return new OneClassSvm(kernel, nu, gamma, degree, newCoef0, normal, tolerance, cache);
    }

    public OneClassSvm withNormal(String newNormal) {
        return new OneClassSvm(kernel, nu, gamma, degree, coef0, newNormal, tolerance, cache);
    }

    public OneClassSvm withTolerance(double newTolerance) {
        return new OneClassSvm(kernel, nu, gamma, degree, coef0, normal, newTolerance, cache);
    }

    public OneClassSvm withCache(int newCache) {
        return new OneClassSvm(kernel, nu, gamma, degree, coef0, normal, tolerance, newCache);
    }

    @Override
    public String name() {
        return "one-class-svm";
    }

    @Override
    public boolean givesProbabilities() {
        return false;
    }

    @Override
    public boolean needsClasses() {
        return false;
    }

    /// Numbers without gaps, of comparable scale.
    @Override
    public Traits traits() {
        return new Traits(false, false, true);
    }

    @Override
    public NoveltyModel fit(Dataset data, Fitting how) {
        traits().require(name(), data);
        how.cancellation().check();
        Dataset rows = data;
        String target = "novelty";
        List<String> classes = List.of("outlier", "inlier");
        int inside = 1;
        if (!(data.target() instanceof Target.None)) {
            Target.Classes labels = data.classes();
            target = labels.name();
            inside = inside(labels, data);
            int code = inside;
            classes = labels.names().size() == 2
                    ? labels.names()
                    : List.of("outlier", labels.names().get(inside));
            inside = classes.indexOf(labels.names().get(inside));
            double[] weights = data.weights();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = labels.codes()[i] == code ? weights[i] : 0;
            }
            rows = data.withWeights(weights);
        }
        Points points = Points.of(rows);
        KernelFunction function = new KernelSettings(kernel, gamma, degree, coef0).function(rows, points);
        Machines machines = new Machines(points, function, tolerance, KernelSettings.cacheBytes(cache), how, name());
        List<Machines.Result> results =
                machines.solve(List.of(Machines.Task.of(new double[points.rows])), new Region(nu, points.weights));
        SupportCodec.Parts parts = machines.assembled(results);
        return new NoveltyModel(
                data.schema(),
                target,
                classes,
                inside,
                parts.machines().getFirst(),
                parts.rows(),
                parts.expansion(),
                SvmReport.of(results, parts.rows().length, tolerance, SvmReport.scaleNotes(rows, points, kernel)),
                Provenance.of(this, data, how));
    }

    /// The class that makes the region, refused unless the target names at most one other.
    private int inside(Target.Classes labels, Dataset data) {
        List<String> names = labels.names();
        if (names.size() > 2) {
            throw new InputException("one-class-svm tells one class from another, the target \"" + labels.name()
                    + "\" has " + names.size() + ": keep the rows of one or two classes");
        }
        if (!normal.isEmpty()) {
            int found = names.indexOf(normal);
            if (found < 0) {
                throw Check.unknown("normal class", normal, names);
            }
            return found;
        }
        double[] weights = new double[names.size()];
        for (int i = 0; i < data.rows(); i++) {
            weights[labels.codes()[i]] += data.weight(i);
        }
        return weights.length == 2 && weights[1] > weights[0] ? 1 : 0;
    }
}
