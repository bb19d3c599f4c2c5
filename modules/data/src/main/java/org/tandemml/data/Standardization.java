package org.tandemml.data;

import org.tandemml.core.DenseMatrix;
import org.tandemml.core.FitReport;
import org.tandemml.core.Matrix;
import org.tandemml.core.Provenance;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Transformer;

/// What [Standardize] learned: `z = (x − mean) / scale` for each column, with mean 0 and scale 1 for categories.
///
/// Sparse rows stay sparse when every mean is 0, which is so after fitting sparse data, and become dense otherwise.
public final class Standardization implements Transformer {
    private final Schema schema;
    private final double[] means;
    private final double[] scales;
    private final boolean centred;
    private final FitReport report;
    private final Provenance provenance;

    Standardization(Schema schema, double[] means, double[] scales, FitReport report, Provenance provenance) {
        this.schema = schema;
        this.means = means;
        this.scales = scales;
        this.report = report;
        this.provenance = provenance;
        boolean any = false;
        for (double mean : means) {
            any |= mean != 0;
        }
        this.centred = any;
    }

    /// What is subtracted from each column.
    public double[] means() {
        return means.clone();
    }

    /// What each column is divided by after that.
    public double[] scales() {
        return scales.clone();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Schema output() {
        return schema;
    }

    @Override
    public FitReport report() {
        return report;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void transform(double[] row, double[] out) {
        checkWidth(row.length);
        for (int j = 0; j < means.length; j++) {
            out[j] = (row[j] - means[j]) / scales[j];
        }
    }

    @Override
    public Matrix transform(Matrix rows) {
        checkWidth(rows.columns());
        return rows instanceof SparseMatrix sparse && !centred ? scaled(sparse) : shifted(rows);
    }

    private DenseMatrix shifted(Matrix rows) {
        int p = means.length;
        double[] values = DenseMatrix.allocate(rows.rows(), p);
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, values, i * p);
            for (int j = 0; j < p; j++) {
                values[i * p + j] = (values[i * p + j] - means[j]) / scales[j];
            }
        }
        return new DenseMatrix(rows.rows(), p, values);
    }

    private SparseMatrix scaled(SparseMatrix rows) {
        SparseMatrix stored = rows.contiguous();
        int[] starts = new int[stored.rows() + 1];
        for (int i = 0; i < stored.rows(); i++) {
            starts[i + 1] = stored.end(i);
        }
        double[] values = new double[starts[stored.rows()]];
        for (int k = 0; k < values.length; k++) {
            values[k] = stored.values()[k] / scales[stored.indices()[k]];
        }
        return new SparseMatrix(stored.columns(), starts, stored.indices(), values);
    }

    @Override
    public String toString() {
        return "Standardization[" + means.length + " columns]";
    }
}
