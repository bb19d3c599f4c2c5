package org.tandemml.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.benchmarks.kernels.MatrixProductContest;

/// Every contest there is, in the order in which they run. A module that claims a speed adds its contests here.
final class Contests {
    private Contests() {}

    static List<Contest> all() {
        return new ArrayList<>(MatrixProductContest.all());
    }
}
