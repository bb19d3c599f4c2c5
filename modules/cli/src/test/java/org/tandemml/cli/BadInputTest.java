package org.tandemml.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tandemml.cli.CommandRun.tandem;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.formats.ModelFile;

/// Each kind of bad input ends in one line with the place and the cure, exit code 2, and no file made or changed.
class BadInputTest {
    private static final String GOOD = "x,colour,y\n1,red,a\n2,blue,b\n3,red,a\n4,blue,b\n5,red,a\n6,blue,b\n";

    @TempDir
    Path folder;

    private Path model;
    private byte[] modelBytes = {};

    @BeforeEach
    void makeAModel() throws IOException {
        model = folder.resolve("good.tandem");
        Path data = file("good.csv", GOOD);
        tandem("train", "--learner", "logistic", "--data", data, "--target", "y", "--model", model)
                .succeeded();
        modelBytes = Files.readAllBytes(model);
    }

    @AfterEach
    void theGoodModelIsAsItWasAndNothingPartialIsLeft() throws IOException {
        assertThat(Files.readAllBytes(model)).isEqualTo(modelBytes);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".part") || name.equals("out.tandem") || name.equals("out.csv"));
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private CommandRun train(Path data, String target) {
        return tandem(
                "train",
                "--learner",
                "logistic",
                "--data",
                data,
                "--target",
                target,
                "--model",
                folder.resolve("out.tandem"));
    }

    private CommandRun predict(Path modelFile, Path data) {
        return tandem("predict", "--model", modelFile, "--data", data, "--out", folder.resolve("out.csv"));
    }

    @Test
    void missingFile() {
        train(folder.resolve("absent.csv"), "y").refused("absent.csv does not exist", "check the name");
    }

    @Test
    void misspeltNameOfADataSet() {
        tandem("train", "--learner", "logistic", "--data", "spambse")
                .refused("unknown data set \"spambse\"", "did you mean \"spambase\"?");
    }

    @Test
    void directory() {
        train(folder, "y").refused("is a directory: name a file");
    }

    @Test
    void emptyFile() throws IOException {
        train(file("empty.csv", ""), "y").refused("empty.csv is empty", "needs at least one row");
    }

    @Test
    void headerOnly() throws IOException {
        train(file("header.csv", "x,colour,y\n"), "y").refused("header.csv");
    }

    @Test
    void libsvmTextUnderAnotherName() throws IOException {
        Path rows = file("rows.txt", "1 qid:1 1:0.5 2:3\n0 qid:1 1:0.1 2:4\n");
        tandem("train", "--learner", "logistic", "--data", rows).refused("looks like LIBSVM text", "--format libsvm");
    }

    @Test
    void raggedRow() throws IOException {
        train(file("ragged.csv", GOOD + "7,red\n8,red,a\n"), "y")
                .refused("row 7 has 2 values, the header names 3 columns (ragged.csv:8)");
    }

    @Test
    void binaryJunk() throws IOException {
        byte[] junk = new byte[10_000];
        new Random(1).nextBytes(junk);
        Path data = folder.resolve("junk.csv");
        Files.write(data, junk);
        CommandRun run = train(data, "y");
        run.refused("junk.csv");
        assertThat(run.err().strip().codePoints()).noneMatch(Character::isISOControl);
    }

    @Test
    void singleLineOf200Megabytes() throws IOException {
        Path data = folder.resolve("line.csv");
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'a');
        try (OutputStream out = Files.newOutputStream(data)) {
            for (int i = 0; i < 200; i++) {
                out.write(block);
            }
        }
        train(data, "y").refused("line.csv");
    }

    @Test
    void unknownTarget() throws IOException {
        train(file("data.csv", GOOD), "colur").refused("data.csv", "\"colur\"", "did you mean \"colour\"?");
        tandem("train", "--learner", "logistic", "--data", "iris", "--target", "speces")
                .refused("iris", "did you mean \"species\"?");
        tandem("evaluate", "--model", model, "--data", file("d.csv", GOOD), "--target", "z")
                .refused("unknown target column \"z\"");
    }

    @Test
    void outputThatWouldReplaceAnInput() throws IOException {
        Path data = file("d.csv", GOOD);
        tandem("predict", "--model", model, "--data", data, "--out", data).refused("is read, writing would replace it");
        tandem("predict", "--model", model, "--data", data, "--out", model).refused("is read");
        tandem("evaluate", "--model", model, "--data", data, "--report", folder.resolve("./d.csv"))
                .refused("is read");
        tandem("train", "--learner", "logistic", "--data", data, "--target", "y", "--model", data)
                .refused("is read");
        tandem("compare", data, "--target", "y", "--report", data).refused("is read");
        assertThat(Files.readString(data)).isEqualTo(GOOD);
    }

    @Test
    void comparisonOfNothing() {
        tandem("compare", "iris", "--repeats", 0).refused("--repeats", "0");
        tandem("compare", "iris", "--learners", "impute").refused("impute");
    }

    @Test
    void targetToPredictThatIsNoColumn() throws IOException {
        tandem("predict", "--model", model, "--data", file("d.csv", GOOD), "--target", "nope")
                .refused("unknown target column \"nope\"");
    }

    @Test
    void missingValueThatTheModelCannotTake() throws IOException {
        Path raw = folder.resolve("raw.tandem");
        String numbers = "x,z,y\n1,2,a\n2,1,b\n3,4,a\n4,2,b\n5,7,a\n6,1,b\n";
        tandem("train", "--learner", "logistic", "--data", file("n.csv", numbers), "--target", "y", "--model", raw)
                .succeeded();
        predict(raw, file("hole.csv", "x,z\n1,2\n3,\n")).refused("\"z\"", "row 2", "missing");
    }

    @Test
    void targetNotNamed() throws IOException {
        tandem("train", "--learner", "logistic", "--data", file("data.csv", GOOD))
                .refused("which column of", "Give --target with one of: x, colour, y");
    }

    @Test
    void unknownLearnerOrSetting() {
        tandem("train", "--learner", "logistc", "--data", "iris")
                .refused("unknown learner \"logistc\": did you mean \"logistic\"?");
        tandem("compare", "iris", "--learners", "logistc").refused("did you mean \"logistic\"?");
        tandem("compare", "iris", "--peers", "smyle").refused("peer library", "did you mean \"smile\"?");
        tandem("train", "--learner", "logistic", "--data", "iris", "--set", "penlty=none")
                .refused("unknown setting of logistic \"penlty\": did you mean \"penalty\"?");
        tandem("train", "--learner", "logistic", "--data", "iris", "--set", "tolerance=-1")
                .refused("tolerance must be > 0, was -1.0");
        tandem("train", "--learner", "logistic", "--data", "iris", "--set", "tolerance")
                .refused("--set needs KEY=VALUE, was \"tolerance\"");
    }

    @Test
    void targetWithOneClass() throws IOException {
        Path data = file("one.csv", GOOD.replace(",b\n", ",a\n"));
        train(data, "y").refused("1 class", "\"a\"", "at least 2");
        tandem("compare", data, "--target", "y", "--report", folder.resolve("r.html"))
                .refused("1 class", "\"a\"", "at least 2");
        assertThat(folder.resolve("r.html")).doesNotExist();
    }

    @Test
    void allMissingColumn() throws IOException {
        StringBuilder rows = new StringBuilder("x,empty,y\n");
        for (int i = 0; i < 10; i++) {
            rows.append(i).append(",,").append(i % 2 == 0 ? "a" : "b").append('\n');
        }
        train(file("column.csv", rows.toString()), "y").refused("\"empty\"");
    }

    @Test
    void duplicateHeader() throws IOException {
        train(file("twice.csv", GOOD.replace("x,colour,y", "x,x,y")), "y").refused("twice.csv", "\"x\"");
    }

    @Test
    void missingTargetValue() throws IOException {
        Path data = file("gap.csv", GOOD + "7,red,\n");
        train(data, "y").refused("missing in 1 of 7 rows (first: row 7)", "--drop-missing-target");
        tandem("train", "--learner", "logistic", "--data", data, "--target", "y", "--drop-missing-target")
                .succeeded();
    }

    @Test
    void modelFileOfAnotherVersion() throws IOException {
        byte[] other = modelBytes.clone();
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(8, ModelFile.VERSION + 1);
        Path newer = folder.resolve("newer.tandem");
        Files.write(newer, other);
        predict(newer, folder.resolve("good.csv"))
                .refused("newer.tandem", "version " + (ModelFile.VERSION + 1), "update Tandem");
        ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(8, ModelFile.VERSION - 1);
        Path older = folder.resolve("older.tandem");
        Files.write(older, other);
        predict(older, folder.resolve("good.csv"))
                .refused("older.tandem", "version " + (ModelFile.VERSION - 1), "train the model again");
    }

    @Test
    void truncatedOrForeignModelFile() throws IOException {
        Path cut = folder.resolve("cut.tandem");
        Files.write(cut, Arrays.copyOf(modelBytes, modelBytes.length / 2));
        predict(cut, folder.resolve("good.csv")).refused("cut.tandem is incomplete");
        predict(folder.resolve("good.csv"), folder.resolve("good.csv")).refused("good.csv is not a Tandem model file");
        predict(folder.resolve("absent.tandem"), folder.resolve("good.csv")).refused("absent.tandem does not exist");
    }

    @Test
    void modelAndDataThatDoNotFit() throws IOException {
        predict(model, file("other.csv", "a,b\n1,2\n3,4\n")).refused("the model needs the column \"x\"");
        predict(model, file("kind.csv", "x,colour\nlow,red\nhigh,blue\n"))
                .refused("column \"x\", row 1 holds \"low\", no number (kind.csv:2)");
        tandem("evaluate", "--model", model, "--data", file("classes.csv", GOOD.replace(",b\n", ",c\n")))
                .refused("does not know the class \"c\"");
    }

    @Test
    void fullDisk() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: this system has no /dev/full to write to");
        Path good = folder.resolve("good.csv");
        tandem("predict", "--model", model, "--data", good, "--out", full)
                .refused("/dev/full cannot be written", "No space left", "free space");
        tandem("train", "--learner", "logistic", "--data", good, "--target", "y", "--model", full)
                .refused("/dev/full cannot be written");
    }

    @Test
    void placeThatCannotBeWrittenIsRefusedBeforeTheWork() {
        Path nowhere = folder.resolve("no/such/folder/m.tandem");
        tandem("train", "--learner", "logistic", "--data", "iris", "--model", nowhere)
                .refused("there is no folder");
        tandem("train", "--learner", "logistic", "--data", "iris", "--model", folder)
                .refused("is a directory");
        tandem("compare", "iris", "--report", nowhere).refused("there is no folder");
    }

    @Test
    void wordsOfTheCommandItself() {
        tandem("trian").refused("unknown command \"trian\": did you mean \"train\"?");
        tandem("train", "--learnr", "logistic").refused("unknown option \"--learnr\": did you mean \"--learner\"?");
        tandem("train").refused("missing --learner NAME and --data DATA: see ./tandem train --help");
        tandem("train", "--learner", "logistic", "--data", "iris", "--threads", "0")
                .refused("--threads must be at least 1, was 0");
        tandem("train", "--learner", "logistic", "--data", "iris", "--seed", "many")
                .refused("--seed", "many");
        tandem("train", "--learner", "logistic", "--data", "iris", "extra").refused("unexpected argument \"extra\"");
        tandem("datasets", "make", "mons", "--out", folder.resolve("x.csv")).refused("did you mean \"moons\"?");
        tandem("predict", "--model", model, "--data", "iris", "--json").refused("--out");
    }

    @Test
    void stackTraceOnlyWhenAskedFor() {
        CommandRun run = tandem("train", "--learner", "logistc", "--data", "iris", "--debug");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("tandem: unknown learner").contains("\tat org.tandemml");
    }
}
