package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tandemml.cli.CommandRun.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `import`, `export` and `explain`, on a model of XGBoost written by hand.
class ForeignModelCommandsTest {
    private static final String MODEL = """
            {"version": [1, 7, 4], "learner": {"attributes": {},
             "feature_names": ["sweet", "round"], "feature_types": ["float", "float"],
             "objective": {"name": "binary:logistic", "reg_loss_param": {"scale_pos_weight": "1"}},
             "learner_model_param": {"base_score": "5E-1", "num_class": "0", "num_feature": "2", "num_target": "1"},
             "gradient_booster": {"name": "gbtree", "model": {
              "gbtree_model_param": {"num_trees": "1", "num_parallel_tree": "1", "size_leaf_vector": "0"}, "tree_info": [0],
              "trees": [{"id": 0,
               "tree_param": {"num_deleted": "0", "num_feature": "2", "num_nodes": "5", "size_leaf_vector": "0"},
               "left_children": [1, -1, 3, -1, -1], "right_children": [2, -1, 4, -1, -1],
               "parents": [2147483647, 0, 0, 2, 2], "split_indices": [1, 0, 0, 0, 0],
               "split_conditions": [0.5, -0.25, 2, 0.25, 0.75], "default_left": [1, 0, 0, 0, 0],
               "loss_changes": [3.5, 0, 1.5, 0, 0], "sum_hessian": [4, 1, 3, 1, 2],
               "base_weights": [0, 0, 0, 0, 0], "split_type": [0, 0, 0, 0, 0],
               "categories": [], "categories_nodes": [], "categories_segments": [], "categories_sizes": []}]}}}}
            """;

    @TempDir
    Path folder = Path.of("");

    private Path json = Path.of("");
    private Path model = Path.of("");
    private Path rows = Path.of("");

    @BeforeEach
    void files() throws IOException {
        json = Files.writeString(folder.resolve("fruit.json"), MODEL);
        model = folder.resolve("fruit.tandem");
        rows = Files.writeString(folder.resolve("rows.csv"), "round,sweet\n0.4,1\n0.5,1.5\n0.5,2\n,2\n");
    }

    private void imported() {
        tandem("import", "--from", "xgboost", json, "--model", model, "--target", "fruit", "--classes", "plum,apple")
                .succeeded();
    }

    @Test
    void anImportedModelPredictsByName() {
        imported();
        String out =
                tandem("predict", "--model", model, "--data", rows).succeeded().out();
        assertThat(out.lines().map(line -> line.split(",")[0]))
                .containsExactly("prediction", "plum", "apple", "apple", "plum");
        assertThat(Double.parseDouble(out.lines().toList().get(3).split(",")[2]))
                .isCloseTo(1 / (1 + Math.exp(-0.75)), within(1e-7));
    }

    @Test
    void anExportedModelIsTheSameModel() {
        imported();
        Path again = folder.resolve("again.json");
        assertThat(tandem("export", "--model", model, "--to", "xgboost", "--out", again, "--json")
                        .json()
                        .get("bytes")
                        .asLong())
                .isPositive();
        Path second = folder.resolve("second.tandem");
        JsonNode answer = tandem("import", "--from", "xgboost", again, "--model", second, "--json")
                .json();
        assertThat(answer.get("classes").toString()).isEqualTo("[\"0\",\"1\"]");
        assertThat(tandem("explain", "--model", second, "--json").json())
                .isEqualTo(tandem("explain", "--model", model, "--json").json());
    }

    @Test
    void contributionsOfARowSumToItsMargin() {
        imported();
        JsonNode answer = tandem("explain", "--model", model, "--data", rows, "--row", 3, "--json")
                .json();
        assertThat(answer.get("prediction").asText()).isEqualTo("apple");
        JsonNode output = answer.get("outputs").get(0);
        double sum = output.get("expected").asDouble();
        for (JsonNode part : output.get("contributions")) {
            sum += part.get("contribution").asDouble();
        }
        assertThat(sum).isCloseTo(0.75, within(1e-9));
        assertThat(output.get("margin").asDouble()).isEqualTo(0.75);
        assertThat(output.get("expected").asDouble()).isCloseTo((-0.25 + 0.25 + 2 * 0.75) / 4, within(1e-12));
        assertThat(tandem("explain", "--model", model, "--data", rows, "--row", 4)
                        .succeeded()
                        .out())
                .contains("margin of class apple: -0.25", "round = missing");
    }

    @Test
    void aTreeIsShownAsTextAndPicture() throws IOException {
        imported();
        Path picture = folder.resolve("tree.svg");
        assertThat(tandem("explain", "--model", model, "--tree", 1, "--picture", picture)
                        .succeeded()
                        .out())
                .startsWith("round < 0.5?  (missing: yes, gain 3.5000, cover 4.0000)")
                .contains("  yes: -0.250000", "  no:  sweet < 2.0?", "no:  +0.750000");
        assertThat(Files.readString(picture)).startsWith("<svg").contains("sweet", "+0.75", "yes, NaN");
    }

    @Test
    void mistakesAreNamed() throws IOException {
        imported();
        tandem("import", "--from", "xgbost", json, "--model", model).refused("did you mean \"xgboost\"?");
        tandem("import", "--from", "lightgbm", json, "--model", model)
                .refused("fruit.json is no lightgbm model", "does not begin with the line \"tree\"");
        tandem("import", "--from", "xgboost", folder.resolve("none.json"), "--model", model)
                .refused("does not exist");
        Path cut = Files.writeString(folder.resolve("cut.json"), MODEL.substring(0, 700));
        tandem("import", "--from", "xgboost", cut, "--model", model).refused("cut.json", "cut short");
        tandem("import", "--from", "xgboost", json, "--model", model, "--classes", "a,b,c")
                .refused("the model has 2 classes, 3 names were given");
        tandem("explain", "--model", model, "--row", 2).refused("give --data");
        tandem("explain", "--model", model, "--data", rows, "--row", 5).refused("--row must be between 1 and 4, was 5");
        tandem("explain", "--model", model, "--tree", 2).refused("--tree must be between 1 and 1");
        tandem("export", "--model", model, "--to", "onnx", "--out", folder.resolve("x"))
                .refused("unknown model format");
        Path logistic = folder.resolve("l.tandem");
        tandem("train", "--learner", "logistic", "--data", "iris", "--model", logistic)
                .succeeded();
        tandem("explain", "--model", logistic).refused("has no trees to explain");
        tandem("export", "--model", logistic, "--to", "xgboost", "--out", folder.resolve("x"))
                .refused("cannot be written as a xgboost model");
    }
}
