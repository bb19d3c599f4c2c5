package org.tandemml.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.tandemml.core.Check;
import org.tandemml.core.Classifier;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelCodec;

/// Writes and reads a [CalibratedClassifier]: the classifier inside by its own codec, and the knots of each map.
public final class CalibratedClassifierCodec implements ModelCodec<CalibratedClassifier> {
    @Override
    public String type() {
        return "calibrated-classifier";
    }

    @Override
    public Class<CalibratedClassifier> modelClass() {
        return CalibratedClassifier.class;
    }

    @Override
    public void write(CalibratedClassifier model, Fields.Writer out) {
        out.model("inner", model.inner());
        out.number("inverse_temperature", model.inverseTemperature());
        out.flag("pairs", model.isPaired());
        for (int c = 0; c < model.maps().size(); c++) {
            switch (model.maps().get(c)) {
                case PlattScaling platt -> {
                    out.flag("isotonic" + c, false);
                    out.numbers("x" + c, new double[] {platt.a()});
                    out.numbers("y" + c, new double[] {platt.b()});
                }
                case IsotonicRegression isotonic -> {
                    out.flag("isotonic" + c, true);
                    out.numbers("x" + c, isotonic.x());
                    out.numbers("y" + c, isotonic.y());
                }
            }
        }
    }

    @Override
    public CalibratedClassifier read(Fields.Reader in) {
        Classifier inner = in.model("inner", Classifier.class);
        if (!inner.schema().equals(in.schema())) {
            throw new InputException("the classifier inside does not take the columns of the calibrated one");
        }
        int k = inner.classes().size();
        boolean paired = in.flag("pairs");
        if (paired && !CrossFit.isPaired(inner)) {
            throw new InputException("the classifier inside does not decide between pairs of classes");
        }
        int count = paired ? ((PairScores) inner).pairs().length : k == 2 ? 1 : k;
        List<ScoreMap> maps = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            double[] x = in.numbers("x" + c);
            double[] y = in.numbers("y" + c, x.length);
            if (in.flag("isotonic" + c)) {
                for (double p : y) {
                    Check.within("probability of a knot", p, 0, 1);
                }
                maps.add(new IsotonicRegression(x, y));
            } else {
                Check.length("sigmoid", x.length, 1);
                maps.add(new PlattScaling(x[0], y[0]));
            }
        }
        CalibratedClassifier model = new CalibratedClassifier(
                inner, maps, in.number("inverse_temperature"), paired, in.report(), in.provenance());
        model.requireAClass();
        return model;
    }
}
