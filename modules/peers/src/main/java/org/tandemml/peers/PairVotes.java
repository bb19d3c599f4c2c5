package org.tandemml.peers;

/// Scores of classes from decisions between each two of them.
///
/// With two classes the score of the second is the decision in its favour. With more it is the votes for a class and a
/// part of less than a third that grows with the sum of the decisions in its favour, so that votes decide and equal
/// votes are decided by how clear they were; LIBSVM itself takes the class that came first.
final class PairVotes {
    private final int classes;
    private final double[] votes;
    private final double[] sums;

    PairVotes(int classes) {
        this.classes = classes;
        votes = new double[classes];
        sums = new double[classes];
    }

    /// Counts a decision between two classes: positive for the first.
    void add(int first, int second, double decision) {
        votes[decision > 0 ? first : second]++;
        sums[first] += decision;
        sums[second] -= decision;
    }

    double[] scores() {
        if (classes == 2) {
            return sums;
        }
        double[] scores = new double[classes];
        for (int k = 0; k < classes; k++) {
            scores[k] = votes[k] + sums[k] / (3 * (Math.abs(sums[k]) + 1));
        }
        return scores;
    }
}
