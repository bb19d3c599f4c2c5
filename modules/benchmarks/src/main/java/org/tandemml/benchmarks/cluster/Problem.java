package org.tandemml.benchmarks.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.tandemml.core.DenseMatrix;
import org.tandemml.core.InputException;

/// Rows to cluster.
///
/// @param name for the contest: `kmeans-<name>`
/// @param n rows
/// @param p columns
/// @param k clusters
/// @param iterations most iterations
record Problem(String name, int n, int p, int k, int iterations) {
    /// MNIST's training images, out of the folder that `TANDEM_DATA` names.
    static final Problem MNIST = new Problem("mnist", 60_000, 784, 10, 300);

    DenseMatrix rows() {
        return name.equals(MNIST.name) ? images() : Blobs.around(n, p, k, 1);
    }

    private DenseMatrix images() {
        String home = System.getenv("TANDEM_DATA");
        if (home == null) {
            throw new InputException("mnist is not shipped: set TANDEM_DATA to the folder of fetched data sets");
        }
        Path file = Path.of(home, "mnist", "train-images-idx3-ubyte.gz");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
            bytes.position(16);
            double[] values = DenseMatrix.allocate(n, p);
            for (int i = 0; i < values.length; i++) {
                values[i] = (bytes.get() & 0xff) / 255.0;
            }
            return new DenseMatrix(n, p, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
