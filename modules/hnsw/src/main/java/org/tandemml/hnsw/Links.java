package org.tandemml.hnsw;

import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.NodesIterator;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.util.Bits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tandemml.core.Fields;
import org.tandemml.core.InputException;

/// A finished graph as plain arrays, which jvector searches, any number of threads may read and a model file can hold.
final class Links implements ImmutableGraphIndex, ImmutableGraphIndex.View {
    /// A level holds a fraction of the one below: no graph that fits into memory has more.
    private static final int MOST_LEVELS = 64;

    /// One level: the links of its node c, in its order, are `links[starts[c] .. starts[c+1]-1]`.
    ///
    /// @param nodes the places on the level, ascending
    private record Level(int[] nodes, int[] starts, int[] links) {
        int position(int node) {
            // The lowest level holds every place.
            return node < nodes.length && nodes[node] == node ? node : Arrays.binarySearch(nodes, node);
        }
    }

    private final List<Level> levels;
    private final int dimension;
    private final int entry;

    private Links(List<Level> levels, int dimension, int entry) {
        this.levels = levels;
        this.dimension = dimension;
        this.entry = entry;
    }

    /// A copy of a graph that nobody changes any more.
    static Links of(ImmutableGraphIndex graph) {
        List<Level> levels = new ArrayList<>();
        View view = graph.getView();
        for (int l = 0; l <= graph.getMaxLevel(); l++) {
            int level = l;
            int[] nodes = ints(graph.getNodes(level));
            Arrays.sort(nodes);
            int[][] links = Arrays.stream(nodes)
                    .mapToObj(node -> ints(view.getNeighborsIterator(level, node)))
                    .toArray(int[][]::new);
            int[] starts = new int[nodes.length + 1];
            for (int c = 0; c < nodes.length; c++) {
                starts[c + 1] = Math.addExact(starts[c], links[c].length);
            }
            levels.add(new Level(
                    nodes,
                    starts,
                    Arrays.stream(links).flatMapToInt(Arrays::stream).toArray()));
        }
        NodeAtLevel entry = view.entryNode();
        return new Links(List.copyOf(levels.subList(0, entry.level + 1)), graph.getDimension(), entry.node);
    }

    private static int[] ints(NodesIterator nodes) {
        int[] all = new int[nodes.size()];
        Arrays.setAll(all, c -> nodes.nextInt());
        return all;
    }

    void write(Fields.Writer out) {
        out.integer("levels", levels.size());
        out.integer("entry", entry);
        for (int l = 0; l < levels.size(); l++) {
            out.integers("nodes-" + l, levels.get(l).nodes.clone());
            out.integers("starts-" + l, levels.get(l).starts.clone());
            out.integers("links-" + l, levels.get(l).links.clone());
        }
    }

    static Links read(Fields.Reader in, int places, int dimension) {
        int count = in.integer("levels", 1, MOST_LEVELS);
        int entry = in.integer("entry", 0, places - 1);
        List<Level> levels = new ArrayList<>();
        for (int l = 0; l < count; l++) {
            Level level = new Level(in.integers("nodes-" + l), in.integers("starts-" + l), in.integers("links-" + l));
            check(level, l, places, l == 0 ? null : levels.get(l - 1));
            levels.add(level);
        }
        if (levels.getLast().position(entry) < 0) {
            throw new InputException(
                    "the graph is entered at place " + entry + ", which its highest level does not hold");
        }
        return new Links(levels, dimension, entry);
    }

    private static void check(Level level, int number, int places, @Nullable Level below) {
        int[] nodes = level.nodes;
        int[] starts = level.starts;
        boolean whole = below != null || nodes.length == places;
        boolean ascending = IntStream.range(1, nodes.length).allMatch(c -> nodes[c - 1] < nodes[c]);
        boolean known = Arrays.stream(nodes)
                .allMatch(node -> node >= 0 && node < places && (below == null || below.position(node) >= 0));
        boolean fits = starts.length == nodes.length + 1
                && starts[0] == 0
                && starts[nodes.length] == level.links.length
                && IntStream.range(0, nodes.length).allMatch(c -> starts[c] <= starts[c + 1]);
        if (!whole || !ascending || !known || !fits) {
            throw new InputException("level " + number + " of the graph does not fit its " + places + " places");
        }
        for (int link : level.links) {
            if (link < 0 || link >= places || level.position(link) < 0) {
                throw new InputException(
                        "a link on level " + number + " of the graph leads to place " + link + ", which is not there");
            }
        }
    }

    @Override
    public NodesIterator getNeighborsIterator(int level, int node) {
        Level own = levels.get(level);
        int c = own.position(node);
        int from = own.starts[c];
        int to = own.starts[c + 1];
        return NodesIterator.fromPrimitiveIterator(
                Arrays.stream(own.links, from, to).iterator(), to - from);
    }

    @Override
    public void processNeighbors(
            int level, int node, ScoreFunction score, IntMarker visited, NeighborProcessor processor) {
        Level own = levels.get(level);
        int c = own.position(node);
        for (int at = own.starts[c]; at < own.starts[c + 1]; at++) {
            int link = own.links[at];
            if (visited.mark(link)) {
                processor.process(link, score.similarityTo(link));
            }
        }
    }

    @Override
    public int size() {
        return levels.getFirst().nodes.length;
    }

    @Override
    public int size(int level) {
        return levels.get(level).nodes.length;
    }

    @Override
    public int getIdUpperBound() {
        return size();
    }

    @Override
    public NodeAtLevel entryNode() {
        return new NodeAtLevel(levels.size() - 1, entry);
    }

    @Override
    public Bits liveNodes() {
        return Bits.ALL;
    }

    @Override
    public boolean contains(int level, int node) {
        return level < levels.size() && levels.get(level).position(node) >= 0;
    }

    @Override
    public NodesIterator getNodes(int level) {
        int[] nodes = levels.get(level).nodes;
        return NodesIterator.fromPrimitiveIterator(Arrays.stream(nodes).iterator(), nodes.length);
    }

    @Override
    public View getView() {
        return this;
    }

    @Override
    public int maxDegree() {
        return maxDegrees().stream().mapToInt(d -> d).max().orElse(0);
    }

    @Override
    public List<Integer> maxDegrees() {
        return IntStream.range(0, levels.size()).mapToObj(this::getDegree).toList();
    }

    @Override
    public int getDegree(int level) {
        Level own = levels.get(level);
        return IntStream.range(0, own.nodes.length)
                .map(c -> own.starts[c + 1] - own.starts[c])
                .max()
                .orElse(0);
    }

    @Override
    public double getAverageDegree(int level) {
        Level own = levels.get(level);
        return own.nodes.length == 0 ? 0 : (double) own.links.length / own.nodes.length;
    }

    @Override
    public int getDimension() {
        return dimension;
    }

    @Override
    public boolean isHierarchical() {
        return true;
    }

    @Override
    public int getMaxLevel() {
        return levels.size() - 1;
    }

    @Override
    public long ramBytesUsed() {
        return levels.stream()
                .mapToLong(level -> 4L * (level.nodes.length + level.starts.length + level.links.length))
                .sum();
    }

    /// Nothing to give back.
    @Override
    public void close() {}

    @Override
    public boolean equals(Object other) {
        return other instanceof Links that
                && entry == that.entry
                && levels.size() == that.levels.size()
                && IntStream.range(0, levels.size())
                        .allMatch(l -> Arrays.equals(levels.get(l).nodes, that.levels.get(l).nodes)
                                && Arrays.equals(levels.get(l).starts, that.levels.get(l).starts)
                                && Arrays.equals(levels.get(l).links, that.levels.get(l).links));
    }

    @Override
    public int hashCode() {
        return 31 * entry + Arrays.hashCode(levels.getFirst().links);
    }
}
