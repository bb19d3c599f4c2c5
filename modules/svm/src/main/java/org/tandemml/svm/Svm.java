package org.tandemml.svm;

import java.util.ArrayList;
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

/// Support vector classification with a kernel (C-SVC): the surface of the widest margin in a feature space, soft or
/// hard.
///
/// For two classes y = ±1 it minimises `½‖w‖² + C·Σ wᵢ·max(0, 1 − yᵢ(w·φ(xᵢ) + b))`, where w are row weights times
/// class weights and φ is the feature map of the kernel; more classes are put together from such machines, see
/// [Multiclass]. With `hardMargin` no row may be inside the margin: the fit ends with the widest margin or with the
/// statement that the classes are not separable in the feature space.
///
/// The dual problem is solved to a KKT violation of `tolerance`, which is checked in double at the end and stands in
/// the report with the duality gap. Objective and tolerance are those of LIBSVM, so C, γ and results compare directly.
///
/// **Source**: Cortes and Vapnik, *Support-vector networks*, Machine Learning 20, 1995; solver: see the README.
/// **Shapes**: features n × p, dense or sparse. **Cost**: O(n·p) for each kernel row needed, about one for each support
/// vector; memory: the data as float and kernel rows within `cache`. **Determinism**: same data, same bits, for any
/// number of threads and any cache. **Errors**: `InputException` for one class, categories, missing or infinite
/// features, a cost that is not a positive number, a precomputed kernel that is not square and symmetric.
///
/// @param kernel the inner product in the feature space
/// @param cost C, how much a row inside the margin costs
/// @param gamma γ of the kernel
/// @param degree degree of a polynomial kernel
/// @param coef0 constant of a polynomial or sigmoid kernel
/// @param hardMargin whether no row may be inside the margin, whatever the cost
/// @param classWeights how much rows of each class cost
/// @param multiclass how more than two classes are told apart
/// @param tolerance KKT violation at which the solver stops
/// @param cache megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256
public record Svm(
        @Setting("the kernel: rbf, linear, polynomial, laplacian, sigmoid, chi-squared, precomputed, or sums and"
                + " products as rbf+linear, rbf*polynomial")
        Kernel kernel,

        @Setting("C, how much a row inside the margin costs")
        double cost,

        @Setting("gamma of the kernel: a number, scale = 1/(columns x variance), or auto = 1/columns")
        Gamma gamma,

        @Setting("degree of a polynomial kernel") int degree,

        @Setting("constant of a polynomial or sigmoid kernel")
        double coef0,

        @Setting("whether no row may be inside the margin, whatever the cost")
        boolean hardMargin,

        @Setting("how much rows of each class cost: none, balanced or name:weight,name:weight")
        ClassWeights classWeights,

        @Setting("how more than two classes are told apart") Multiclass multiclass,

        @Setting("KKT violation at which the solver stops") double tolerance,

        @Setting("megabytes of kernel rows kept; 0 for a quarter of the heap, at most 256")
        int cache)
        implements Learner.OfClasses<SvmClassifier> {
    /// Checks the settings.
    public Svm {
        if (!hardMargin && !(cost > 0 && Double.isFinite(cost))) {
            throw new InputException("cost must be > 0 and finite, was " + cost
                    + (cost > 0 ? ": set hardMargin=true for an infinite cost" : ""));
        }
        new KernelSettings(kernel, gamma, degree, coef0);
        Check.positive("tolerance", tolerance);
        Check.atLeast("cache", cache, 0);
    }

    /// RBF kernel, C = 1, γ = scale, degree 3, constant 0, soft margin, all classes alike, one against one, tolerance
    /// 1e-3.
    public Svm() {
        this(Kernel.Named.RBF, 1, Gamma.SCALE, 3, 0, false, ClassWeights.none(), Multiclass.ONE_VS_ONE, 1e-3, 0);
    }

    public Svm withKernel(Kernel newKernel) {
        return new Svm(newKernel, cost, gamma, degree, coef0, hardMargin, classWeights, multiclass, tolerance, cache);
    }

    public Svm withCost(double newCost) {
        return new Svm(kernel, newCost, gamma, degree, coef0, hardMargin, classWeights, multiclass, tolerance, cache);
    }

    public Svm withGamma(Gamma newGamma) {
        return new Svm(kernel, cost, newGamma, degree, coef0, hardMargin, classWeights, multiclass, tolerance, cache);
    }

    public Svm withGamma(double newGamma) {
        return withGamma(Gamma.of(newGamma));
    }

    public Svm withDegree(int newDegree) {
        return new Svm(kernel, cost, gamma, newDegree, coef0, hardMargin, classWeights, multiclass, tolerance, cache);
    }

    public Svm withCoef0(double newCoef0) {
        return new Svm(kernel, cost, gamma, degree, newCoef0, hardMargin, classWeights, multiclass, tolerance, cache);
    }

    public Svm withHardMargin(boolean newHardMargin) {
        return new Svm(kernel, cost, gamma, degree, coef0, newHardMargin, classWeights, multiclass, tolerance, cache);
    }

    public Svm withClassWeights(ClassWeights newWeights) {
        return new Svm(kernel, cost, gamma, degree, coef0, hardMargin, newWeights, multiclass, tolerance, cache);
    }

    public Svm withMulticlass(Multiclass newMulticlass) {
        return new Svm(kernel, cost, gamma, degree, coef0, hardMargin, classWeights, newMulticlass, tolerance, cache);
    }

    public Svm withTolerance(double newTolerance) {
        return new Svm(kernel, cost, gamma, degree, coef0, hardMargin, classWeights, multiclass, newTolerance, cache);
    }

    public Svm withCache(int newCache) {
        return new Svm(kernel, cost, gamma, degree, coef0, hardMargin, classWeights, multiclass, tolerance, newCache);
    }

    @Override
    public String name() {
        return "svm";
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

    KernelSettings settings() {
        return new KernelSettings(kernel, gamma, degree, coef0);
    }

    /// C times row weight times class weight of each point.
    double[] costs(Points points, int[] codes, double[] classWeight) {
        double[] costs = new double[codes.length];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = cost * points.weights[i] * classWeight[codes[i]];
        }
        return costs;
    }

    @Override
    public SvmClassifier fit(Dataset data, Fitting how) {
        return alongCosts(data, new double[] {cost}, how).getFirst();
    }

    /// Models for ascending costs in the place of C, each begun at the one before.
    List<SvmClassifier> alongCosts(Dataset data, double[] ascending, Fitting how) {
        Target.Classes target = data.classes();
        traits().require(name(), data);
        how.cancellation().check();
        Points points = Points.of(data);
        int[] codes = Arrays.stream(points.original).map(i -> target.codes()[i]).toArray();
        int classes = target.names().size();
        double[] classWeight = classWeights.of(target, KernelSettings.rowsOfClass(codes, classes, target.names()));
        KernelFunction function = settings().function(data, points);
        List<String> notes = SvmReport.scaleNotes(data, points, kernel);
        Machines machines = new Machines(points, function, tolerance, KernelSettings.cacheBytes(cache), how, name());
        List<Machines.Method> methods = new ArrayList<>();
        List<Svm> learners = new ArrayList<>();
        for (double c : ascending) {
            Svm learner = hardMargin ? this : withCost(c);
            learners.add(learner);
            methods.add(
                    hardMargin
                            ? new HardMargin(target.names())
                            : new SoftMargin(learner.costs(points, codes, classWeight)));
        }
        List<List<Machines.Result>> along = machines.solveAll(Machines.tasks(codes, classes, multiclass), methods);
        List<SvmClassifier> models = new ArrayList<>();
        for (int k = 0; k < ascending.length; k++) {
            List<Machines.Result> results = along.get(k);
            SupportCodec.Parts parts = machines.assembled(results);
            models.add(new SvmClassifier(
                    data.schema(),
                    target.name(),
                    target.names(),
                    multiclass,
                    parts.machines(),
                    parts.rows(),
                    parts.expansion(),
                    SvmReport.of(results, parts.rows().length, tolerance, notes),
                    Provenance.of(learners.get(k), data, how)));
        }
        return models;
    }
}
