package org.tandemml.cli;

import java.nio.file.Path;
import org.tandemml.core.*;
import org.tandemml.data.*;
import org.tandemml.evaluation.*;
import org.tandemml.formats.ModelFile;
import org.tandemml.linear.LogisticRegression;

public class ReadmeExample {
    public static void main(String[] arguments) {
        Dataset people = Datasets.csv(Path.of(arguments[0])).without("name").target("survived");
        Split parts = people.split(0.8, 42); // stratified and reproducible
        var learner = Pipeline.of(new Impute(), new OneHot()).then(new LogisticRegression());
        Classifier model = learner.fit(parts.train()); // what imputing and encoding learn comes from these rows only
        ClassifierEvaluation judged = Evaluation.of(model, parts.test());
        System.out.println("accuracy " + judged.accuracy() + ", AUC " + judged.auc() + ", " + model.report());
        ModelFile.write(model, Path.of(arguments[1]));
    }
}
