package org.tandemml.evaluation;

import org.tandemml.core.Classifier;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.core.Parallel;

/// A classifier that decides between each two of its classes, such as a support vector machine fitted one-vs-one: what
/// [Calibrated] makes one probability a pair of, and couples by [PairwiseCoupling].
public interface PairScores extends Classifier {
    /// The pairs of classes between which it decides, each as the class that positive scores are for and the other;
    /// empty unless every two classes with rows are a pair.
    int[][] pairs();

    /// Writes the score of each pair for one row.
    void pairScores(double[] row, double[] out);

    /// The score of each pair for all rows, n × pairs.
    DenseMatrix pairScores(Matrix rows, Parallel loop);
}
