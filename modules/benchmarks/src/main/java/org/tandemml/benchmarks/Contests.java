package org.tandemml.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.benchmarks.boosting.BoostingContest;
import org.tandemml.benchmarks.boosting.PredictionContest;
import org.tandemml.benchmarks.cluster.KMeansContest;
import org.tandemml.benchmarks.cluster.NeighborContest;
import org.tandemml.benchmarks.cluster.ProductsContest;
import org.tandemml.benchmarks.cluster.SilhouetteContest;
import org.tandemml.benchmarks.data.CsvReadContest;
import org.tandemml.benchmarks.data.PcaContest;
import org.tandemml.benchmarks.evaluation.AucContest;
import org.tandemml.benchmarks.kernels.MatrixProductContest;
import org.tandemml.benchmarks.linear.LassoPathContest;
import org.tandemml.benchmarks.linear.LogisticContest;
import org.tandemml.benchmarks.linear.MultinomialContest;
import org.tandemml.benchmarks.linear.PathContest;
import org.tandemml.benchmarks.nn.EncoderContest;
import org.tandemml.benchmarks.nn.NetContest;
import org.tandemml.benchmarks.nn.RowContest;
import org.tandemml.benchmarks.svm.LinearSvmContest;
import org.tandemml.benchmarks.svm.SvmContest;
import org.tandemml.benchmarks.svm.SvmGridContest;

/// Every contest there is, in the order in which they run. A module that claims a speed adds its contests here.
final class Contests {
    private Contests() {}

    static List<Contest> all() {
        List<Contest> all = new ArrayList<>(MatrixProductContest.all());
        all.addAll(LogisticContest.all());
        all.add(new PathContest());
        all.addAll(MultinomialContest.all());
        all.add(new LassoPathContest());
        all.addAll(LinearSvmContest.all());
        all.add(new AucContest());
        all.addAll(CsvReadContest.all());
        all.addAll(PcaContest.all());
        all.addAll(NetContest.all());
        all.addAll(RowContest.all());
        all.add(new EncoderContest());
        all.addAll(BoostingContest.all());
        all.addAll(PredictionContest.all());
        all.addAll(KMeansContest.all());
        all.addAll(NeighborContest.all());
        all.addAll(ProductsContest.all());
        all.add(new SilhouetteContest());
        all.addAll(SvmContest.all());
        all.add(new SvmGridContest());
        return all;
    }
}
