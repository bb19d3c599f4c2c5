package org.tandemml.evaluation;

/// The numbers an evaluation reports: what each is called in tables and JSON, which way is better, and how low and high
/// it can be.
public enum Metric {
    ACCURACY("accuracy", true, 0, 1),
    BALANCED_ACCURACY("balanced_accuracy", true, 0, 1),
    AUC("auc", true, 0, 1),
    PARTIAL_AUC("partial_auc", true, 0, 1),
    AVERAGE_PRECISION("average_precision", true, 0, 1),
    LOG_LOSS("log_loss", false, 0, Double.POSITIVE_INFINITY),
    BRIER("brier", false, 0, 2),
    CALIBRATION_ERROR("ece", false, 0, 1),
    MAX_CALIBRATION_ERROR("mce", false, 0, 1),
    PRECISION("precision", true, 0, 1),
    RECALL("recall", true, 0, 1),
    SPECIFICITY("specificity", true, 0, 1),
    F1("f1", true, 0, 1),
    F_BETA("f_beta", true, 0, 1),
    MCC("mcc", true, -1, 1),
    KAPPA("kappa", true, -1, 1),
    TOP_K_ACCURACY("top_k_accuracy", true, 0, 1),
    EXPECTED_COST("expected_cost", false, 0, Double.POSITIVE_INFINITY),
    NDCG("ndcg", true, 0, 1),
    RMSE("rmse", false, 0, Double.POSITIVE_INFINITY),
    MAE("mae", false, 0, Double.POSITIVE_INFINITY),
    R2("r2", true, Double.NEGATIVE_INFINITY, 1),
    MAPE("mape", false, 0, Double.POSITIVE_INFINITY),
    MEDIAN_ERROR("median_absolute_error", false, 0, Double.POSITIVE_INFINITY),
    MAX_ERROR("max_error", false, 0, Double.POSITIVE_INFINITY),
    PINBALL("pinball", false, 0, Double.POSITIVE_INFINITY),
    POISSON_DEVIANCE("poisson_deviance", false, 0, Double.POSITIVE_INFINITY),
    GAMMA_DEVIANCE("gamma_deviance", false, 0, Double.POSITIVE_INFINITY),
    TWEEDIE_DEVIANCE("tweedie_deviance", false, 0, Double.POSITIVE_INFINITY),
    SILHOUETTE("silhouette", true, -1, 1),
    DAVIES_BOULDIN("davies_bouldin", false, 0, Double.POSITIVE_INFINITY),
    CALINSKI_HARABASZ("calinski_harabasz", true, 0, Double.POSITIVE_INFINITY),
    ADJUSTED_RAND("ari", true, -1, 1),
    ADJUSTED_MUTUAL_INFORMATION("ami", true, -1, 1),
    MUTUAL_INFORMATION("nmi", true, 0, 1),
    HOMOGENEITY("homogeneity", true, 0, 1),
    COMPLETENESS("completeness", true, 0, 1),
    V_MEASURE("v_measure", true, 0, 1);

    private final String key;
    private final boolean higherIsBetter;
    private final double lowest;
    private final double highest;

    Metric(String key, boolean higherIsBetter, double lowest, double highest) {
        this.key = key;
        this.higherIsBetter = higherIsBetter;
        this.lowest = lowest;
        this.highest = highest;
    }

    /// The name in tables, JSON and on the command line, such as `log_loss`.
    public String key() {
        return key;
    }

    /// True if a larger value is better.
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /// No value is below; −∞ if there is no bound.
    public double lowest() {
        return lowest;
    }

    /// No value is above; +∞ if there is no bound.
    public double highest() {
        return highest;
    }

    @Override
    public String toString() {
        return key;
    }
}
