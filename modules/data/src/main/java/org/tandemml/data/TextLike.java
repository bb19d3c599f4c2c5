package org.tandemml.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tandemml.core.Check;
import org.tandemml.core.Dataset;
import org.tandemml.core.Parallel;
import org.tandemml.core.Schema;
import org.tandemml.core.Seed;
import org.tandemml.core.SparseMatrix;
import org.tandemml.core.Target;

/// Made-up texts as sparse word counts: most words are common to all topics and follow Zipf's law, one in five comes
/// from the words that the topic prefers.
///
/// The word of rank r has probability in proportion to 1/r; a topic prefers the words whose rank has its remainder, so
/// rare words tell most, as in language. Texts have 20 to 180 words. Rows are made in blocks with a seed each: the same
/// seed gives the same bits for any number of threads. **Shapes**: rows × vocabulary counts, columns `w1, w2, …` by
/// falling frequency; classes `topic1, topic2, …` in turn. **Cost**: O(rows · 100 · log vocabulary).
public final class TextLike {
    private static final int BLOCK = 256;
    private static final double OWN = 0.2;

    private final double[] reached;
    private final int topics;

    private TextLike(int vocabulary, int topics) {
        this.topics = topics;
        this.reached = new double[vocabulary];
        double sum = 0;
        for (int r = 0; r < vocabulary; r++) {
            sum += 1.0 / (r + 1);
            reached[r] = sum;
        }
    }

    /// `rows` texts over `vocabulary` words in `topics` classes.
    public static Dataset make(int rows, int vocabulary, int topics, long seed) {
        Check.atLeast("rows", rows, 1);
        Check.within("topics", topics, 1, rows);
        Check.atLeast("vocabulary", vocabulary, topics);
        TextLike maker = new TextLike(vocabulary, topics);
        int[][] words = new int[rows][];
        Seed seeds = new Seed(seed).child("rows");
        int blocks = (rows + BLOCK - 1) / BLOCK;
        new Parallel(Runtime.getRuntime().availableProcessors())
                .forWork(5000.0 * rows)
                .run(blocks, block -> {
                    Seed.Stream random = seeds.child(block).stream();
                    for (int i = block * BLOCK; i < Math.min(rows, (block + 1) * BLOCK); i++) {
                        words[i] = maker.text(i % topics, random);
                    }
                });
        List<String> names =
                IntStream.rangeClosed(1, topics).mapToObj(k -> "topic" + k).toList();
        String[] columns =
                IntStream.rangeClosed(1, vocabulary).mapToObj(k -> "w" + k).toArray(String[]::new);
        return Dataset.of(
                "text-like",
                Schema.numeric(columns),
                counted(words, vocabulary),
                new Target.Classes(
                        "topic",
                        names,
                        IntStream.range(0, rows).map(i -> i % topics).toArray()));
    }

    /// The words of one text, ascending.
    private int[] text(int topic, Seed.Stream random) {
        int[] words = new int[20 + random.nextInt(161)];
        for (int k = 0; k < words.length; k++) {
            int rank = rank(random.nextDouble());
            if (random.nextDouble() < OWN) {
                int own = rank - rank % topics + topic;
                rank = own < reached.length ? own : topic;
            }
            words[k] = rank;
        }
        Arrays.sort(words);
        return words;
    }

    private int rank(double u) {
        int found = Arrays.binarySearch(reached, u * reached[reached.length - 1]);
        return Math.min(found >= 0 ? found + 1 : -found - 1, reached.length - 1);
    }

    private static SparseMatrix counted(int[][] words, int vocabulary) {
        int[] starts = new int[words.length + 1];
        for (int i = 0; i < words.length; i++) {
            starts[i + 1] = Math.addExact(
                    starts[i], (int) Arrays.stream(words[i]).distinct().count());
        }
        int[] indices = new int[starts[words.length]];
        double[] values = new double[indices.length];
        for (int i = 0; i < words.length; i++) {
            int at = starts[i] - 1;
            for (int k = 0; k < words[i].length; k++) {
                if (k == 0 || words[i][k] != words[i][k - 1]) {
                    indices[++at] = words[i][k];
                }
                values[at]++;
            }
        }
        return new SparseMatrix(vocabulary, starts, indices, values);
    }
}
