package org.tandemml.svm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Fitting;
import org.tandemml.core.Parallel;
import org.tandemml.evaluation.Calibrated;
import org.tandemml.evaluation.CalibratedClassifier;
import org.tandemml.formats.ModelFile;
import org.tandemml.testing.Samples;

class SvmProbabilityTest {
    /// One map a pair, coupled; alone, in a batch and out of a file the same.
    @Test
    void onePerPairCoupledForManyClasses() {
        Dataset data = Samples.classes(240, 3, 4, 11);
        CalibratedClassifier model = new Calibrated(new Svm()).fit(data, Fitting.defaults());
        assertThat(model.maps()).hasSize(6);
        DenseMatrix all = model.probabilities(data.features(), Parallel.SEQUENTIAL);
        CalibratedClassifier read = (CalibratedClassifier) ModelFile.fromBytes("a test", ModelFile.toBytes(model));
        DenseMatrix again = read.probabilities(data.features(), new Parallel(2));
        double[] row = new double[3];
        double[] p = new double[4];
        int right = 0;
        double loss = 0;
        for (int i = 0; i < data.rows(); i++) {
            data.features().copyRow(i, row, 0);
            model.probabilities(row, p);
            double sum = 0;
            int best = 0;
            for (int c = 0; c < 4; c++) {
                assertEquals(all.get(i, c), again.get(i, c));
                assertEquals(all.get(i, c), p[c], 1e-12);
                sum += p[c];
                best = p[c] > p[best] ? c : best;
            }
            assertEquals(1, sum, 1e-12);
            int truth = data.classes().codes()[i];
            right += best == truth ? 1 : 0;
            loss -= Math.log(p[truth]) / data.rows();
        }
        assertThat(right).isGreaterThan(data.rows() * 6 / 10);
        assertThat(loss).isLessThan(0.9 * Math.log(4));
    }
}
