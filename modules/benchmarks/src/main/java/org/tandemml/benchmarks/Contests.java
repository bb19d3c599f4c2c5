package org.tandemml.benchmarks;

import java.util.List;

/// Every contest there is, in the order in which they run. A module that claims a speed adds its contest here.
final class Contests {
    private Contests() {}

    static List<Contest> all() {
        return List.of();
    }
}
