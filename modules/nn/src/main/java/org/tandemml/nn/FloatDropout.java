package org.tandemml.nn;

/// [Dropout] in single precision; drops the same numbers.
final class FloatDropout implements FloatLayer {
    private final double rate;
    private final FloatTensor mask = new FloatTensor(0);
    private final FloatTensor output = new FloatTensor(0);
    private final FloatTensor back = new FloatTensor(0);
    private boolean dropping;

    FloatDropout(double rate) {
        this.rate = rate;
    }

    @Override
    public FloatTensor forward(FloatTensor x, Pass pass) {
        dropping = pass.training() && rate > 0;
        if (!dropping) {
            return x;
        }
        float[] m = mask.reshapeLike(x).values();
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < x.size(); i++) {
            m[i] = pass.random().nextDouble() < rate ? 0 : kept;
        }
        return times(x, output);
    }

    private FloatTensor times(FloatTensor x, FloatTensor to) {
        float[] from = x.values();
        float[] m = mask.values();
        float[] y = to.reshapeLike(x).values();
        int n = x.size();
        for (int i = 0; i < n; i++) {
            y[i] = from[i] * m[i];
        }
        return to;
    }

    @Override
    public FloatTensor backward(FloatTensor gradient) {
        return dropping ? times(gradient, back) : gradient;
    }
}
