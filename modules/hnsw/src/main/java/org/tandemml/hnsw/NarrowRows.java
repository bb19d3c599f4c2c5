package org.tandemml.hnsw;

import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.Arrays;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.Matrix;
import org.tandemml.kernels.FloatKernels;
import org.tandemml.kernels.Kernels;

/// The rows in `float`, by which the graph is built and walked: around the mean, which keeps more digits, and scaled to
/// at most 1, so that no square overflows; under the cosine each of length 1, where both metrics order alike.
///
/// Equal rows are one place, numbered as they first come up, and one node of the graph: linked to each other they would
/// be islands that no search leaves or reaches.
///
/// jvector's similarities are ours, `1/‖a − b‖²`: by one kernel whose order of additions is fixed, where its own depend
/// on what the compiler has seen so far; and whatever the unit of the columns, where its `1/(1 + ‖a − b‖²)` is the same
/// for all rows once distances are small.
final class NarrowRows implements BuildScoreProvider {
    private static final float FAR = 1024;

    private final boolean cosine;
    private final int columns;
    private final double[] centre;
    private final double scale;
    /// The places, row-major.
    private final float[] values;
    /// The rows of place c are `members[starts[c] .. starts[c+1]-1]`, ascending.
    private final int[] starts;

    private final int[] members;
    private final FloatKernels kernels = Kernels.floats();

    NarrowRows(DenseMatrix rows, boolean cosine) {
        this.cosine = cosine;
        columns = rows.columns();
        centre = new double[columns];
        int n = rows.rows();
        double largest = 0;
        for (int i = 0; i < n && !cosine; i++) {
            Kernels.doubles().axpy(1.0 / n, rows.values(), i * columns, centre, 0, columns);
        }
        for (int i = 0; i < n && !cosine; i++) {
            for (int j = 0; j < columns; j++) {
                largest = Math.max(largest, Math.abs(rows.values()[i * columns + j] - centre[j]));
            }
        }
        scale = largest > 0 ? 1 / Math.max(largest, Double.MIN_NORMAL) : 1;
        float[] all = new float[n * columns];
        double[] row = new double[columns];
        for (int i = 0; i < n; i++) {
            narrow(rows, i, row, all, i * columns);
        }
        int[] places = new int[n];
        int count = number(all, places);
        starts = new int[count + 1];
        for (int place : places) {
            starts[place + 1]++;
        }
        for (int c = 0; c < count; c++) {
            starts[c + 1] += starts[c];
        }
        members = new int[n];
        int[] next = starts.clone();
        for (int i = 0; i < n; i++) {
            members[next[places[i]]++] = i;
        }
        values = count == n ? all : Arrays.copyOf(all, count * columns);
        for (int c = 0; c < count && count < n; c++) {
            System.arraycopy(all, members[starts[c]] * columns, values, c * columns, columns);
        }
    }

    /// Numbers the distinct rows, equal ones alike, and returns how many there are.
    private int number(float[] all, int[] places) {
        int n = places.length;
        // Open addressing: the first row of each place, or -1.
        int[] table = new int[Integer.highestOneBit(Math.max(n, 1)) << 2];
        Arrays.fill(table, -1);
        int count = 0;
        for (int i = 0; i < n; i++) {
            int at = i * columns;
            long hash = 0;
            for (int j = at; j < at + columns; j++) {
                // Adding 0 makes -0 and 0 alike.
                hash = (hash ^ Float.floatToIntBits(all[j] + 0f)) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
            int slot = (int) hash & (table.length - 1);
            while (table[slot] >= 0 && !same(all, at, table[slot] * columns)) {
                slot = (slot + 1) & (table.length - 1);
            }
            if (table[slot] < 0) {
                table[slot] = i;
                places[i] = count++;
            } else {
                places[i] = places[table[slot]];
            }
        }
        return count;
    }

    private boolean same(float[] all, int a, int b) {
        for (int j = 0; j < columns; j++) {
            if (all[a + j] != all[b + j]) {
                return false;
            }
        }
        return true;
    }

    /// The number of places.
    int places() {
        return starts.length - 1;
    }

    /// The rows at these places, the nearest first, until they are as many as wanted.
    int[] rowsAt(SearchResult.NodeScore[] found, int wanted) {
        int size = 0;
        int last = 0;
        while (last < found.length && size < wanted) {
            int place = found[last++].node;
            size += starts[place + 1] - starts[place];
        }
        int[] rows = new int[size];
        size = 0;
        for (int c = 0; c < last; c++) {
            int place = found[c].node;
            int count = starts[place + 1] - starts[place];
            System.arraycopy(members, starts[place], rows, size, count);
            size += count;
        }
        return rows;
    }

    private void narrow(Matrix matrix, int i, double[] row, float[] into, int at) {
        matrix.copyRow(i, row, 0);
        double factor = scale;
        if (cosine) {
            double largest = 0;
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
            double squares = 0;
            for (int j = 0; j < columns; j++) {
                row[j] /= largest;
                squares += row[j] * row[j];
            }
            factor = 1 / Math.sqrt(squares);
        }
        for (int j = 0; j < columns; j++) {
            into[at + j] = (float) ((row[j] - centre[j]) * factor);
        }
    }

    /// Whether row i of a matrix is farther out than 1,024 times the largest coordinate of the places, from where on
    /// single precision tells few of them apart.
    boolean isFar(Matrix queries, int i) {
        float[] query = new float[columns];
        narrow(queries, i, new double[columns], query, 0);
        for (float coordinate : query) {
            if (!(Math.abs(coordinate) <= FAR)) {
                return true;
            }
        }
        return false;
    }

    /// The similarities of all places to row i of a matrix; under the cosine not one of zeros.
    SearchScoreProvider to(Matrix queries, int i) {
        float[] query = new float[columns];
        narrow(queries, i, new double[columns], query, 0);
        return to(query, 0);
    }

    private SearchScoreProvider to(float[] query, int offset) {
        ScoreFunction.ExactScoreFunction score = node ->
                1 / (kernels.squaredDistance(query, offset, values, node * columns, columns) + Float.MIN_NORMAL);
        return new DefaultSearchScoreProvider(score);
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public SearchScoreProvider searchProviderFor(int node) {
        return to(values, node * columns);
    }

    @Override
    public SearchScoreProvider diversityProviderFor(int node) {
        return to(values, node * columns);
    }

    /// Asked for by other ways to build than ours.
    @Override
    public SearchScoreProvider searchProviderFor(VectorFloat<?> vector) {
        throw new UnsupportedOperationException("rows are added to the graph by their number");
    }

    /// Asked for by other ways to build than ours.
    @Override
    public VectorFloat<?> approximateCentroid() {
        throw new UnsupportedOperationException("the graph is entered at its highest level");
    }
}
