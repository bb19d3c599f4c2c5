package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tandemml.core.Column;
import org.tandemml.core.Dataset;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;
import org.tandemml.core.Matrix;
import org.tandemml.core.Schema;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;
import org.tandemml.formats.ModelFile;
import org.tandemml.linear.LogisticRegression;
import org.tandemml.testing.Samples;
import org.tandemml.testing.TransformerContract;

class TfIdfTest implements TransformerContract<TextTerms> {
    static final List<String> DOCUMENTS = List.of(
            "The cat sat on the mat.",
            "The dog sat on the log; the dog barked!",
            "Cats and dogs: no cat, no dog?",
            "",
            "mat log MAT");

    @Override
    public TfIdf learner() {
        return new TfIdf().withColumns(ColumnChoice.named("text"));
    }

    @Override
    public Dataset data() {
        return withTexts(Samples.numbers(60, 2, 1));
    }

    @Override
    public Dataset largeData() {
        return withTexts(Samples.numbers(6_000, 2, 2));
    }

    static Dataset withTexts(Dataset data) {
        double[] codes = new double[data.rows()];
        Arrays.setAll(codes, i -> i % 11 == 10 ? Double.NaN : i * 7 % 5);
        return Samples.withColumn(data, new Column.Categorical("text", DOCUMENTS), codes);
    }

    static Dataset texts(String... texts) {
        List<String> levels = Arrays.stream(texts).distinct().sorted().toList();
        double[] codes = Arrays.stream(texts).mapToDouble(levels::indexOf).toArray();
        return Dataset.of(
                "texts",
                new Schema(List.of(new Column.Categorical("text", levels))),
                new DenseMatrix(texts.length, 1, codes),
                new Target.None());
    }

    private static Dataset documents() {
        return texts(DOCUMENTS.toArray(String[]::new));
    }

    private static double[] row(TextTerms step, String text) {
        return Samples.dense(step.transform(texts(text)).features());
    }

    // TfidfVectorizer() of scikit-learn 1.6.1; the second text was not in the training data.
    @Test
    void equalsScikitLearn() {
        TextTerms step = new TfIdf().fit(documents());
        assertThat(step.terms().get(0))
                .containsExactly("and", "barked", "cat", "cats", "dog", "dogs", "log", "mat", "no", "on", "sat", "the");
        ScalingSamples.equalWithin(
                row(step, DOCUMENTS.get(1)),
                0,
                0.2959842226518677,
                0,
                0,
                0.4775964143346267,
                0,
                0.23879820716731334,
                0,
                0,
                0.23879820716731334,
                0.23879820716731334,
                0.71639462150194);
        ScalingSamples.equalWithin(
                row(step, "dog cat zebra mat the sat"),
                0.0,
                0.0,
                0.4472135954999579,
                0.0,
                0.4472135954999579,
                0.0,
                0.0,
                0.4472135954999579,
                0.0,
                0.0,
                0.4472135954999579,
                0.4472135954999579);
        assertThat(step.output().names()).startsWith("text:and", "text:barked");
    }

    // TfidfVectorizer(ngram_range=(1, 2), min_df=2) and (sublinear_tf=True, norm=None) of scikit-learn 1.6.1.
    @Test
    void equalsScikitLearnWithOtherSettings() {
        TextTerms pairs = new TfIdf().withNgrams(2).withMinRows(2).fit(documents());
        assertThat(pairs.terms().get(0))
                .containsExactly("cat", "dog", "log", "mat", "on", "on the", "sat", "sat on", "the");
        ScalingSamples.equalWithin(
                row(pairs, DOCUMENTS.get(0)),
                0.31622776601683794,
                0,
                0,
                0.31622776601683794,
                0.31622776601683794,
                0.31622776601683794,
                0.31622776601683794,
                0.31622776601683794,
                0.6324555320336759);
        TextTerms plain = new TfIdf().withSublinear(true).withNormalize(false).fit(documents());
        ScalingSamples.equalWithin(
                row(plain, DOCUMENTS.get(1)),
                0,
                2.09861228866811,
                0,
                0,
                2.8667473750380923,
                0,
                1.6931471805599454,
                0,
                0,
                1.6931471805599454,
                1.6931471805599454,
                3.5532594796468646);
        assertThat(new TfIdf().withMaxTerms(2).fit(documents()).terms().get(0)).containsExactly("dog", "the");
    }

    @Test
    void wordsAreThoseOfScikitLearnsPattern() {
        assertThat(Words.counted("It's a_b 42 é Éé x 🙂🙂 x", 1).keySet()).containsExactly("42", "a_b", "it", "éé");
        assertThat(Words.counted("aa bb aa bb", 3).toString())
                .isEqualTo("{aa=2, aa bb=2, aa bb aa=1, bb=2, bb aa=1, bb aa bb=1}");
    }

    // Texts that are in the data but in no training row do not shape the vocabulary.
    @Test
    void onlyTrainingRowsMakeTheVocabulary() {
        TextTerms step = new TfIdf().fit(documents().select(0, 4));
        assertThat(step.terms().get(0)).containsExactly("cat", "log", "mat", "on", "sat", "the");
        assertThat(row(step, "dog")).containsOnly(0);
    }

    @Test
    void newTextsPassThroughPipelinesAndFiles() {
        String[] training = new String[40];
        Arrays.setAll(training, i -> (i % 2 == 0 ? "cheap pills offer " : "meeting notes agenda ") + "number" + i);
        int[] codes = IntStream.range(0, 40).map(i -> i % 2).toArray();
        Dataset mails = texts(training).withTarget(new Target.Classes("kind", List.of("spam", "ham"), codes));
        PipelineClassifier model =
                Pipeline.of(new TfIdf()).then(new LogisticRegression()).fit(mails);
        Dataset later = texts("agenda of our meeting", "an offer: PILLS", "notes");
        assertThat(model.predict(later)).containsExactly("ham", "spam", "ham");
        PipelineClassifier loaded = (PipelineClassifier) ModelFile.fromBytes("m", ModelFile.toBytes(model));
        assertThat(loaded.probabilities(loaded.align(later))).isEqualTo(model.probabilities(model.align(later)));
        Matrix aligned = model.align(later);
        assertThat(model.predict(aligned.select(new int[] {1}))).containsExactly(0);
        PipelineTransformer steps = Pipeline.of(new TfIdf(), new MaxAbs()).fit(mails);
        assertThat(steps.transform(later).features()).isInstanceOf(SparseMatrix.class);
        assertThat(((SparseMatrix) steps.transform(later).features()).stored()).isEqualTo(5);
    }

    @Test
    void refusesWhatHoldsNoTerms() {
        assertThatThrownBy(() -> new TfIdf().fit(texts("a", "!")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"text\" holds no term in 1 rows or more");
        assertThatThrownBy(() -> new TfIdf().withColumns(ColumnChoice.ALL).fit(data()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("column \"x1\" holds numbers, tf-idf takes texts");
    }
}
