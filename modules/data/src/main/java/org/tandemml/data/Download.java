package org.tandemml.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;
import org.tandemml.core.InputException;
import org.tandemml.core.Progress;

/// Brings one public file to its place, of which only checked content ever stands there.
///
/// Bytes arrive in `name.part` beside it. A transfer that breaks off leaves that file, and the next one goes on where
/// it ended (HTTP `Range`). When all are there, size and SHA-256 are compared; content that differs is deleted, after
/// one more try from the beginning if it was pieced together.
final class Download {
    private static final int CONNECT_MILLIS = 20_000;
    private static final int READ_MILLIS = 60_000;
    private static final int MOST_REDIRECTS = 5;
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;

    private final PublicFile wanted;
    private final URI from;
    private final Path target;
    private final Path part;
    private final boolean compressed;
    private final Progress progress;

    private Download(PublicFile wanted, URI from, Path target, Progress progress) {
        this.wanted = wanted;
        this.from = from;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.compressed = wanted.file().endsWith(".gz");
        this.progress = progress;
    }

    /// Makes sure that `directory` holds the file, from `from`; true if it had to be fetched.
    static boolean run(PublicFile wanted, URI from, Path directory, Progress progress) {
        Path target = directory.resolve(wanted.file());
        try {
            Files.createDirectories(
                    directory.resolve(wanted.file()).toAbsolutePath().getParent());
            return new Download(wanted, from, target, progress).run();
        } catch (UnknownHostException e) {
            throw new InputException(
                    from + " cannot be reached: there is no host " + from.getHost()
                            + " (is the network up?), try again later or give a --mirror",
                    e);
        } catch (SocketTimeoutException e) {
            throw new InputException(
                    from + " did not answer in time: run the command again, it goes on where it" + " stopped", e);
        } catch (IOException e) {
            throw new InputException(
                    from + " could not be fetched to " + directory + " (" + e + "): run the command"
                            + " again, it goes on where it stopped",
                    e);
        }
    }

    private boolean run() throws IOException {
        if (Files.exists(target)) {
            if (problem(target).isEmpty()) {
                return false;
            }
            Files.delete(target);
        }
        boolean resumed = transfer(Files.exists(part) ? Files.size(part) : 0);
        String problem = problem(part);
        if (!problem.isEmpty() && resumed) {
            Files.deleteIfExists(part);
            transfer(0);
            problem = problem(part);
        }
        if (!problem.isEmpty()) {
            Files.deleteIfExists(part);
            throw new InputException(
                    from + " " + problem + ": it has changed at its home or on the way here, nothing" + " is kept");
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /// What is wrong with a file, empty if it is what the list says.
    private String problem(Path file) throws IOException {
        ContentCheck found;
        try {
            found = ContentCheck.of(file, compressed, wanted.bytes());
        } catch (EOFException | ZipException e) {
            return "is no whole gzip file";
        }
        if (found.bytes() != wanted.bytes()) {
            return "has " + (found.bytes() > wanted.bytes() ? "more than " : "only ")
                    + (found.bytes() > wanted.bytes() ? wanted.bytes() : found.bytes()) + " bytes of content, "
                    + wanted.bytes() + " are expected";
        }
        return found.sha256().equals(wanted.sha256())
                ? ""
                : "has the SHA-256 " + found.sha256() + ", " + wanted.sha256() + " is expected";
    }

    /// Gets the bytes from `begin` on into the partial file; true if it holds bytes of an earlier transfer.
    private boolean transfer(long begin) throws IOException {
        HttpURLConnection connection = open(begin);
        try {
            int status = connection.getResponseCode();
            if (status == UNSATISFIABLE && begin > 0) {
                // All bytes are here already, or more: the checksum tells.
                return true;
            }
            boolean goesOn = status == PARTIAL && begins(connection, begin);
            if (status == PARTIAL && !goesOn) {
                throw new InputException(from + " answers with another part than the one asked for: delete " + part
                        + " and run the command again");
            }
            if (status != HttpURLConnection.HTTP_OK && status != PARTIAL) {
                throw new InputException(from + " answers with status " + status
                        + ": the file has moved or may not be had, give a --mirror or fetch it by hand to " + target);
            }
            copy(connection, goesOn ? begin : 0);
            return goesOn && begin > 0;
        } finally {
            connection.disconnect();
        }
    }

    private static boolean begins(HttpURLConnection connection, long begin) {
        String range = connection.getHeaderField("Content-Range");
        return range == null ? begin == 0 : range.startsWith("bytes " + begin + "-");
    }

    private void copy(HttpURLConnection connection, long begin) throws IOException {
        long promised = connection.getContentLengthLong();
        // Compressed files are no longer than their content, but for a few bytes a block.
        long most = wanted.bytes() + wanted.bytes() / 1000 + 4096;
        long here = begin;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = connection.getInputStream();
                OutputStream out = begin > 0
                        ? Files.newOutputStream(part, StandardOpenOption.APPEND)
                        : Files.newOutputStream(part)) {
            for (int read = in.read(buffer); read >= 0 && here <= most; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                here += read;
                progress.step(wanted.file(), (int) (here >> 10), (int) (wanted.bytes() >> 10), Double.NaN);
            }
        }
        if (here <= most && here - begin < promised) {
            throw new EOFException("the connection ended after " + here + " of " + (begin + promised) + " bytes");
        }
    }

    /// The answer at the end of the redirections, which may lead to a safer protocol but not to a less safe one.
    private HttpURLConnection open(long begin) throws IOException {
        URI at = from;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            String scheme = String.valueOf(at.getScheme());
            if (!scheme.equals("https") && !scheme.equals("http")) {
                throw new InputException(at + " is no address that begins with http:// or https://");
            }
            HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setRequestProperty("Accept-Encoding", "identity");
            connection.setRequestProperty("User-Agent", "tandem-datasets");
            if (begin > 0) {
                connection.setRequestProperty("Range", "bytes=" + begin + "-");
            }
            int status = connection.getResponseCode();
            String location = connection.getHeaderField("Location");
            boolean redirects = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
            if (!redirects || location == null) {
                return connection;
            }
            connection.disconnect();
            URI next = at.resolve(location);
            if (scheme.equals("https") && !"https".equals(next.getScheme())) {
                throw new InputException(from + " leads from https to " + next + ", which is not followed: fetch the"
                        + " file by hand to " + target);
            }
            at = next;
        }
        throw new InputException(from + " leads from one address to the next more than " + MOST_REDIRECTS + " times");
    }
}
