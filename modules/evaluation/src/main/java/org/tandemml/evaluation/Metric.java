package org.tandemml.evaluation;

/// The numbers an evaluation reports: what each is called in tables and JSON, and which way is better.
public enum Metric {
    ACCURACY("accuracy", true),
    BALANCED_ACCURACY("balanced_accuracy", true),
    AUC("auc", true),
    LOG_LOSS("log_loss", false),
    BRIER("brier", false),
    PRECISION("precision", true),
    RECALL("recall", true),
    F1("f1", true),
    RMSE("rmse", false),
    MAE("mae", false),
    R2("r2", true);

    private final String key;
    private final boolean higherIsBetter;

    Metric(String key, boolean higherIsBetter) {
        this.key = key;
        this.higherIsBetter = higherIsBetter;
    }

    /// The name in tables, JSON and on the command line, such as `log_loss`.
    public String key() {
        return key;
    }

    /// True if a larger value is better.
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    @Override
    public String toString() {
        return key;
    }
}
