package org.tandemml.benchmarks.svm;

import java.util.Comparator;
import java.util.stream.IntStream;
import libsvm.svm_model;
import libsvm.svm_node;
import org.tandemml.svm.SvmClassifier;
import org.tandemml.svm.SvmMachine;

/// A model of ours, one against one, as the Java LIBSVM holds its own: the same support vectors, coefficients and
/// constants, so that a contest of predictions compares the same work and does not wait for LIBSVM's fit.
///
/// LIBSVM keeps support vectors by class; the machine of the classes i < j, positive for i, has its coefficients of the
/// vectors of i in row j − 1 of `sv_coef` and those of the vectors of j in row i; ρ is minus the constant.
final class LibsvmMachine {
    private LibsvmMachine() {}

    static svm_model of(SvmClassifier ours, SvmProblem data) {
        int[] codes = data.train().classes().codes();
        int[] rows = ours.supportRows();
        int[] order = IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingInt(s -> codes[rows[s]]))
                .mapToInt(s -> s)
                .toArray();
        int[] place = new int[rows.length];
        int classes = ours.classes().size();
        svm_model model = new svm_model();
        model.param = data.parameter(data.cost(), data.gamma());
        model.nr_class = classes;
        model.l = rows.length;
        model.nSV = new int[classes];
        model.SV = new svm_node[rows.length][];
        svm_node[][] vectors = SvmProblem.nodes(ours.supportVectors());
        for (int s = 0; s < order.length; s++) {
            place[order[s]] = s;
            model.SV[s] = vectors[order[s]];
            model.nSV[codes[rows[order[s]]]]++;
        }
        model.label = IntStream.range(0, classes).toArray();
        model.sv_coef = new double[classes - 1][rows.length];
        model.rho = new double[classes * (classes - 1) / 2];
        for (SvmMachine machine : ours.machines()) {
            int i = Math.min(machine.negative(), machine.positive());
            int j = Math.max(machine.negative(), machine.positive());
            int sign = machine.positive() == i ? 1 : -1;
            // Pairs in the order (0, 1), (0, 2) … (1, 2) …
            model.rho[i * (2 * classes - i - 1) / 2 + j - i - 1] = -sign * machine.intercept();
            int[] support = machine.support();
            double[] coefficients = machine.coefficients();
            for (int k = 0; k < support.length; k++) {
                boolean ofFirst = codes[rows[support[k]]] == i;
                model.sv_coef[ofFirst ? j - 1 : i][place[support[k]]] = sign * coefficients[k];
            }
        }
        return model;
    }
}
