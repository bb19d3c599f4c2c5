package org.tandemml.svm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tandemml.core.Check;
import org.tandemml.core.InputException;

/// The inner product of two rows x and y in a feature space; γ, the degree and the constant c₀ are settings of the
/// learner.
///
/// `linear` x·y, `polynomial` (γ·x·y + c₀)^d, `rbf` exp(−γ‖x − y‖²), `laplacian` exp(−γ‖x − y‖₁), `sigmoid`
/// tanh(γ·x·y + c₀) (not positive semi-definite: the solver reaches a stationary point only), `chi-squared`
/// exp(−γ Σ (x − y)²/(x + y)) for values of at least 0, and `precomputed`: the features of row i are its kernel values
/// with the training rows. Sums and products are written `rbf+linear` and `rbf*polynomial`; a product binds tighter. A
/// [Custom] kernel is any function of two rows, and lives in memory only: its models cannot be saved.
///
/// **Source**: Schölkopf and Smola, *Learning with Kernels*, 2002, chapter 2; chi-squared: Zhang et al., *Local
/// features and kernels for classification of texture and object categories*, IJCV 73, 2007.
public sealed interface Kernel {
    /// The kernels of a name alone.
    enum Named implements Kernel {
        LINEAR,
        POLYNOMIAL,
        RBF,
        LAPLACIAN,
        SIGMOID,
        CHI_SQUARED,
        PRECOMPUTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// The sum of kernels.
    record Sum(List<Kernel> parts) implements Kernel {
        public Sum {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(Kernel::toString).collect(Collectors.joining("+"));
        }
    }

    /// The product of kernels.
    record Product(List<Kernel> parts) implements Kernel {
        public Product {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return parts.stream().map(Kernel::toString).collect(Collectors.joining("*"));
        }
    }

    /// A kernel of the user's, symmetric and without side effects; called from several threads.
    record Custom(String name, RowFunction function) implements Kernel {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A function of two dense rows of equal length.
    @FunctionalInterface
    interface RowFunction {
        double of(double[] x, double[] y);
    }

    /// The kernel of a text such as `rbf`, `linear+rbf`, `rbf*polynomial`.
    static Kernel parse(String text) {
        List<Kernel> terms = new ArrayList<>();
        for (String term : text.split("\\+", -1)) {
            List<Kernel> factors = new ArrayList<>();
            for (String factor : term.split("\\*", -1)) {
                factors.add(named(factor.strip()));
            }
            terms.add(factors.size() == 1 ? factors.getFirst() : new Product(factors));
        }
        return terms.size() == 1 ? terms.getFirst() : new Sum(terms);
    }

    private static Kernel named(String text) {
        String clean = text.toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> known = new ArrayList<>();
        for (Named kernel : Named.values()) {
            known.add(kernel.toString());
            if (kernel.toString().equals(clean)) {
                return kernel;
            }
        }
        return switch (clean) {
            case "gaussian" -> Named.RBF;
            case "poly" -> Named.POLYNOMIAL;
            case "chi2" -> Named.CHI_SQUARED;
            default -> throw Check.unknown("kernel", text, known);
        };
    }

    /// Whether this is, or has as a part, the kernel `part`.
    default boolean has(Named part) {
        return switch (this) {
            case Named named -> named == part;
            case Sum sum -> sum.parts().stream().anyMatch(k -> k.has(part));
            case Product product -> product.parts().stream().anyMatch(k -> k.has(part));
            case Custom custom -> false;
        };
    }

    /// The name under which a model file keeps it.
    default String saved() {
        if (this instanceof Custom custom) {
            throw new InputException("a model with the kernel \"" + custom.name()
                    + "\", a function in memory, cannot be saved: use a named kernel or a sum or product of them");
        }
        return toString();
    }
}
