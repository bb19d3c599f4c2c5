/// Side-by-side timing against other libraries. Never published.
@org.jspecify.annotations.NullMarked
module org.tandemml.benchmarks {
    requires static org.jspecify;
    requires transitive org.tandemml.core;
    requires org.tandemml.evaluation;
    requires org.tandemml.boosting;
    requires org.tandemml.data;
    requires org.tandemml.kernels;
    requires org.tandemml.kmeans;
    requires org.tandemml.knn;
    requires org.tandemml.linear;
    requires org.tandemml.nn;
    requires org.tandemml.peers;
    requires org.tandemml.plot;
    requires org.tandemml.regularization;
    requires org.tandemml.svm;
    requires ai.djl.api;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.logging;
    requires java.management;
    requires jdk.management;
    requires org.bytedeco.javacpp;
    requires org.bytedeco.openblas;
    requires jmh.core;
    requires liblinear;
    requires libsvm;
    requires commons.math3;
    requires org.tribuo.classification.core;
    requires org.tribuo.clustering.core;
    requires org.tribuo.clustering.kmeans;
    requires org.tribuo.math;
    requires smile.core;
    requires de.siegmar.fastcsv;
    requires org.apache.commons.csv;
    requires org.tribuo.core;
    requires org.tribuo.data;
    requires org.tribuo.regression.core;
    requires org.tribuo.regression.slm;
    requires org.tribuo.classification.sgd;
    requires org.tribuo.common.sgd;
    requires smile.base;
    requires weka.stable;

    uses org.tandemml.core.ModelExporter;

    opens org.tandemml.benchmarks to
            info.picocli;

    exports org.tandemml.benchmarks;
    exports org.tandemml.benchmarks.evaluation;
    exports org.tandemml.benchmarks.boosting;
    exports org.tandemml.benchmarks.cluster;
    exports org.tandemml.benchmarks.data;
    exports org.tandemml.benchmarks.kernels;
    exports org.tandemml.benchmarks.linear;
    exports org.tandemml.benchmarks.nn;
    exports org.tandemml.benchmarks.svm;
}
