package org.tandemml.boosting.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tandemml.boosting.BoostedClassifier;
import org.tandemml.core.Column;
import org.tandemml.core.InputException;
import org.tandemml.core.ModelImporter;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;

/// Hostile and damaged files end in one clear error, whatever they claim.
class ImporterRefusalTest {
    private static final String FRUIT = new String(ForeignFiles.bytes("fruit-1.0.json"), StandardCharsets.UTF_8);

    private static BoostedClassifier readJson(String json) {
        return (BoostedClassifier) new XGBoostImporter()
                .read(json.getBytes(StandardCharsets.UTF_8), new ModelImporter.Names("fruit", List.of("a", "b")));
    }

    @Test
    void versionOneIsRead() {
        BoostedClassifier model = readJson(FRUIT);
        double[] p = new double[2];
        model.probabilities(new double[] {0, 0.4}, p);
        assertThat((float) p[1]).isEqualTo((float) (1 / (1 + Math.exp(0.25))));
        model.probabilities(new double[] {0, Double.NaN}, p);
        assertThat(model.predictName(new double[] {0, 0.5})).isEqualTo("b");
        assertThat(model.predictName(new double[] {0, Double.NaN})).isEqualTo("a");
        assertThat(model.target()).isEqualTo("fruit");
    }

    /// As XGBoost 3.1 and later write them, after its source: no model of its own is at hand, since xgboost4j takes no
    /// data frames.
    private static String withCategories(String enc) {
        return FRUIT.replace(
                "\"tree_info\"",
                "\"cats\": {\"enc\": [" + enc
                        + "], \"feature_segments\": [0, 2, 2], \"sorted_idx\": [1, 0]}, \"tree_info\"");
    }

    @Test
    void namesOfCategoriesAreRead() {
        Schema schema = readJson(withCategories(
                        "{\"offsets\": [0, 3, 9], \"values\": [114, 101, 100, 98, 108, 97, 117, -61, -92]},"
                                + " {\"offsets\": [], \"values\": []}"))
                .schema();
        assertThat(schema.column(0))
                .isEqualTo(new Column.Categorical(schema.names().get(0), List.of("red", "blau\u00e4")));
        assertThat(schema.column(1)).isInstanceOf(Column.Numeric.class);
        schema = readJson(withCategories("{\"type\": 5, \"values\": [7, 12]}")).schema();
        assertThat(schema.column(0))
                .isEqualTo(new Column.Categorical(schema.names().get(0), List.of("7", "12")));
        // Names that do not tell categories apart leave codes.
        schema = readJson(withCategories("{\"offsets\": [0, 1, 2], \"values\": [97, 97]}"))
                .schema();
        assertThat(schema.column(0)).isInstanceOf(Column.Numeric.class);
        assertThatThrownBy(() -> readJson(withCategories("{\"offsets\": [0, 9], \"values\": [97]}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("offsets[1] must be a whole number from 0 to 1");
        assertThatThrownBy(() -> readJson(withCategories("{\"offsets\": [0, 1, 0], \"values\": [97]}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("offsets must ascend");
        assertThatThrownBy(() -> readJson(withCategories("{}, {}, {}")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cats.enc has 3 columns, the model 2 features");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"left_children\": [1, -1, -1] | \"left_children\": [1, -1] | right_children must have 2 numbers, had 3",
                "\"left_children\": [1, -1, -1] | \"left_children\": [9, -1, -1] | node 0 has the child 9, there are 3 nodes",
                "\"left_children\": [1, -1, -1] | \"left_children\": [0, -1, -1] | node 0 has the child 0, which has another parent",
                "\"left_children\": [1, -1, -1] | \"left_children\": [2, -1, -1] | node 0 has the child 2, which has another parent",
                "\"left_children\": [1, -1, -1] | \"left_children\": [1.5, -1, -1] | must be a whole number",
                "\"left_children\": [1, -1, -1] | \"left_children\": [1, 0, -1] | node 1 has one child only",
                "\"split_indices\": [1, 0, 0] | \"split_indices\": [2, 0, 0] | node 0 splits feature 2.0, the model has 2",
                "\"split_indices\": [1, 0, 0] | \"split_indices\": [-1, 0, 0] | node 0 splits feature -1.0",
                "\"split_conditions\": [0.5, -0.25, 0.75] | \"split_conditions\": [NaN, 0, 0] | node 0 has the value NaN",
                "\"tree_info\": [0] | \"tree_info\": [1] | tree_info[0] must be a whole number from 0 to 0, was 1.0",
                "\"tree_info\": [0] | \"tree_info\": [0, 0] | tree_info must have 1 numbers, had 2",
                "\"num_feature\": \"2\" | \"num_feature\": \"1e99\" | num_feature must be a whole number from 0 to 16777216",
                "\"num_class\": \"0\" | \"num_class\": \"3\" | does not go with 3 classes",
                "\"5E-1\" | \"2\" | outside the domain of binary:logistic",
                "\"5E-1\" | \"[0.5,0.5]\" | has 2 values, the model 1 outputs",
                "binary:logistic | binary:logistics | did you mean \"binary:logistic\"?",
                "\"gbtree\" | \"gbforest\" | known are gbtree, dart and gblinear",
                "\"learner\" | \"earner\" | learner is missing",
                "\"attributes\": {} | \"objective\": {} | the key \"objective\" stands twice",
                "\"size_leaf_vector\": \"0\"}, \"tree_info\" | \"num_parallel_tree\": \"2\"}, \"tree_info\" | num_parallel_tree must be a whole number",
                "\"num_nodes\": \"3\", \"size_leaf_vector\": \"0\" | \"size_leaf_vector\": \"4\" | multi_output_tree",
            })
    void whatIsWrongIsNamed(String part, String replacement, String message) {
        assertThat(FRUIT).contains(part);
        assertThatThrownBy(() -> readJson(FRUIT.replace(part, replacement)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> readJson("{\"a\":" + "[".repeat(1_000_000)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nested more than 64 deep");
        byte[] ubj = new byte[1_000_000];
        Arrays.fill(ubj, (byte) '[');
        ubj[0] = '{';
        ubj[1] = 'i';
        ubj[2] = 1;
        ubj[3] = 'a';
        assertThatThrownBy(() -> new XGBoostImporter().read(ubj, ModelImporter.Names.UNKNOWN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nested more than 64 deep");
    }

    /// An array that claims 2⁶² numbers in a file of 20 bytes.
    @ParameterizedTest
    @ValueSource(chars = {'d', 'l', 'Z', 'T', '[', 'S'})
    void countsAreComparedWithTheFile(char type) {
        byte[] bytes = ByteBuffer.allocate(40)
                .put(new byte[] {'{', 'i', 1, 'a', '[', '$', (byte) type, '#', 'L'})
                .putLong(1L << 62)
                .array();
        assertThatThrownBy(() -> new XGBoostImporter().read(bytes, ModelImporter.Names.UNKNOWN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("exceeds the");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "num_leaves=8 | num_leaves=2000000000 | num_leaves must be a whole number",
                "num_leaves=8 | num_leaves=9 | must have 9 numbers, had 8",
                "left_child=2 3 | left_child=0 3 | node 0 has the child 0",
                "left_child=2 3 | left_child=-99 3 | left_child must hold whole numbers from -8 to 6",
                "split_feature=4 | split_feature=6 | split_feature must hold whole numbers from 0 to 5",
                "threshold=0 | threshold=3 | takes the set of categories 3.0, there are 1",
                "cat_boundaries=0 1 | cat_boundaries=0 9 | cat_boundaries must hold whole numbers from 0 to 1",
                "num_cat=1 | num_cat=2000000000 | cat_boundaries must have 2000000001 numbers, had 2",
                "is_linear=0 | is_linear=1 | train with linear_tree=false",
                "objective=regression | objective=regressing | the objective \"regressing\" is unknown",
                "end of trees | end of tree | the file is cut short",
                "Tree=1 | Tree=7 | expected Tree=1",
                "decision_type=9 | decision_type=13 13 | must have 7 numbers",
                "max_feature_idx=5 | max_feature_idx=6 | 6 feature names and 7 features",
            })
    void whatIsWrongWithLightGbmIsNamed(String part, String replacement, String message) {
        String text = new String(ForeignFiles.bytes("categories-lgb-4.3.0.txt"), StandardCharsets.UTF_8);
        assertThat(text).contains(part);
        assertThatThrownBy(() -> new LightGbmImporter()
                        .read(
                                text.replaceFirst(Pattern.quote(part), replacement)
                                        .getBytes(StandardCharsets.UTF_8),
                                ModelImporter.Names.UNKNOWN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    /// Changed, cut and repeated bytes end in a model or in an [InputException], in bounded memory and time.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "logistic-ubj-1.7.4.ubj",
                "softprob-ubj-3.4.0.ubj",
                "categories-1.7.4.json",
                "linear-3.4.0.json",
                "categories-lgb-4.3.0.txt",
                "multiclass-lgb-4.3.0.txt"
            })
    void fuzz(String file) {
        byte[] bytes = ForeignFiles.bytes(file);
        ModelImporter importer = file.endsWith("txt") ? new LightGbmImporter() : new XGBoostImporter();
        Seed.Stream random = new Seed(99).stream();
        int read = 0;
        for (int trial = 0; trial < 1500; trial++) {
            byte[] other = bytes.clone();
            switch (trial % 3) {
                case 0 -> other = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                case 1 -> {
                    for (int k = 0; k <= trial % 5; k++) {
                        other[random.nextInt(other.length)] = (byte) random.nextInt(256);
                    }
                }
                default -> {
                    int from = random.nextInt(bytes.length - 64);
                    int to = random.nextInt(bytes.length - 64);
                    System.arraycopy(bytes, from, other, to, 1 + random.nextInt(64));
                }
            }
            try {
                importer.read(other, ModelImporter.Names.UNKNOWN);
                read++;
            } catch (InputException e) {
                assertThat(e.getMessage()).isNotBlank().hasLineCount(1).hasSizeLessThan(600);
            }
        }
        assertThat(read).isBetween(1, 1499);
    }
}
