package org.tandemml.evaluation;

/// The Brier score of two classes as a sum of parts that say where it comes from: `brier = reliability − resolution +
/// uncertainty + withinBins`.
///
/// With `W_b`, `p̄_b`, `ō_b` the weight, mean probability and share of positive rows of bin b, and ō the share of
/// all:
///
/// | part | definition | good |
/// |---|---|---|
/// | reliability | Σ W_b (p̄_b − ō_b)² / W: what calibration would gain | 0 |
/// | resolution | Σ W_b (ō_b − ō)² / W: how far the bins differ in what happens | large |
/// | uncertainty | ō(1 − ō): the score of always predicting ō | given |
/// | within bins | Σ wᵢ((pᵢ − p̄_b)² − 2(pᵢ − p̄_b)(yᵢ − ō_b)) / W: what rows of one bin differ in | 0 |
///
/// With one bin for each distinct probability ([Binning.Distinct]) the last is 0, which is Murphy's decomposition; it
/// says little when every row has its own probability.
///
/// **Source**: A. H. Murphy, A new vector partition of the probability score, Journal of Applied Meteorology 12
/// (1973); D. B. Stephenson, C. A. S. Coelho and I. T. Jolliffe, Two extra components in the Brier score
/// decomposition, Weather and Forecasting 23 (2008), for bins.
///
/// @param reliability squared distance of the reliability curve from the diagonal
/// @param resolution squared distance of the bins' shares of positive rows from that of all
/// @param uncertainty variance of the truth
/// @param withinBins variance within bins minus twice the covariance with the truth there
public record BrierDecomposition(double reliability, double resolution, double uncertainty, double withinBins) {
    /// The sum of the parts: the Brier score.
    public double brier() {
        return reliability - resolution + uncertainty + withinBins;
    }

    /// Gathers the bins.
    static final class Sums {
        private final double baseRate;
        private double total;
        private double reliability;
        private double resolution;
        private double within;

        Sums(double baseRate) {
            this.baseRate = baseRate;
        }

        void add(ReliabilityCurve.Bin bin, double withinBin) {
            double error = bin.meanPredicted() - bin.observed();
            double difference = bin.observed() - baseRate;
            reliability += bin.weight() * error * error;
            resolution += bin.weight() * difference * difference;
            within += withinBin;
            total += bin.weight();
        }

        BrierDecomposition decomposition() {
            double weight = total > 0 ? total : 1;
            return new BrierDecomposition(
                    reliability / weight, resolution / weight, baseRate * (1 - baseRate), within / weight);
        }
    }
}
