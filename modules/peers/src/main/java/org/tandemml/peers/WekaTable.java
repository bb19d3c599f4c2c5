package org.tandemml.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Dataset;
import weka.classifiers.Classifier;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

/// Rows as Weka takes them: the features, then the target, each row with its weight.
final class WekaTable {
    static {
        // Otherwise Weka looks for its own packages in the user's home, and makes a folder there.
        System.setProperty("weka.packageManager.loadPackages", "false");
    }

    private final Instances header;
    private final int width;

    private WekaTable(int width, Attribute target) {
        ArrayList<Attribute> columns = new ArrayList<>();
        for (int j = 0; j < width; j++) {
            columns.add(new Attribute("x" + j));
        }
        columns.add(target);
        this.width = width;
        header = new Instances("rows", columns, 0);
        header.setClassIndex(width);
    }

    static WekaTable ofClasses(int width, int classes) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new WekaTable(width, new Attribute("target", new ArrayList<>(names)));
    }

    static WekaTable ofNumbers(int width) {
        return new WekaTable(width, new Attribute("target"));
    }

    Instances filled(Dataset data, double[] target) {
        Instances rows = new Instances(header, data.rows());
        for (int i = 0; i < data.rows(); i++) {
            double[] values = new double[width + 1];
            data.features().copyRow(i, values, 0);
            values[width] = target[i];
            rows.add(new DenseInstance(data.weight(i), values));
        }
        return rows;
    }

    /// What the model says about row `i` of rows that lie one after the other: probabilities, or one number.
    ///
    /// The model is an `Object`, so that the JVM can check the classes of the learners where Weka is missing.
    double[] answer(Object model, double[] rows, int i) throws Exception {
        double[] values = Arrays.copyOf(Arrays.copyOfRange(rows, i * width, (i + 1) * width), width + 1);
        values[width] = Double.NaN;
        DenseInstance instance = new DenseInstance(1, values);
        instance.setDataset(header);
        return ((Classifier) model).distributionForInstance(instance);
    }
}
