package org.tandemml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tandemml.core.InputException;
import org.tandemml.core.Progress;

class DownloadTest {
    private static final byte[] CONTENT = "1 1:0.5\n0 2:1\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path cache;

    private HttpServer server;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/good", exchange -> answer(exchange, CONTENT, true));
        server.createContext("/stubborn", exchange -> answer(exchange, CONTENT, false));
        server.createContext("/altered", exchange -> {
            byte[] other = CONTENT.clone();
            other[77] ^= 1;
            answer(exchange, other, true);
        });
        server.createContext("/longer", exchange -> answer(exchange, Arrays.copyOf(CONTENT, 9_000_000), true));
        server.createContext("/shorter", exchange -> answer(exchange, Arrays.copyOf(CONTENT, 1000), true));
        server.createContext("/cut", this::cut);
        server.createContext("/there", exchange -> redirect(exchange, "/good"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/file", exchange -> redirect(exchange, "file:///etc/hostname"));
        server.createContext("/zip", exchange -> answer(exchange, zipped(CONTENT), true));
        server.createContext("/bomb", exchange -> answer(exchange, zipped(new byte[50_000_000]), true));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange, byte[] content, boolean ranges) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
        try (exchange) {
            int begin = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (begin >= content.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (begin > 0) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + begin + "-" + (content.length - 1) + "/" + content.length);
            }
            exchange.sendResponseHeaders(begin > 0 ? 206 : 200, content.length - begin);
            exchange.getResponseBody().write(content, begin, content.length - begin);
        }
    }

    /// Promises everything and hangs up half-way.
    private void cut(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        exchange.sendResponseHeaders(200, CONTENT.length);
        OutputStream body = exchange.getResponseBody();
        body.write(CONTENT, 0, 100_000);
        body.flush();
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        }
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        }
        return out.toByteArray();
    }

    private boolean fetch(String context, String file) throws Exception {
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/" + context);
        PublicFile wanted = new PublicFile("set", file, url, CONTENT.length, sha256, "free", List.of());
        return Download.run(wanted, url, cache, Progress.NONE);
    }

    private void assertKeepsNothing() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private Path part(String file) {
        return cache.resolve(file + ".part");
    }

    @Test
    void fetchesOnceAndOnlyWhatIsMissing() throws Exception {
        assertThat(fetch("good", "set/a.libsvm")).isTrue();
        assertThat(cache.resolve("set/a.libsvm")).hasBinaryContent(CONTENT);
        assertThat(part("set/a.libsvm")).doesNotExist();
        assertThat(fetch("good", "set/a.libsvm")).isFalse();
        assertThat(asked).containsExactly("/good");
    }

    @Test
    void damagedFileInPlaceIsFetchedAgain() throws Exception {
        Files.createDirectories(cache.resolve("set"));
        Files.write(cache.resolve("set/a.libsvm"), Arrays.copyOf(CONTENT, 500));
        assertThat(fetch("good", "set/a.libsvm")).isTrue();
        assertThat(cache.resolve("set/a.libsvm")).hasBinaryContent(CONTENT);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        assertThatThrownBy(() -> fetch("cut", "a.libsvm"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("/cut", "run the command again");
        assertThat(cache.resolve("a.libsvm")).doesNotExist();
        assertThat(part("a.libsvm")).exists();
        long begin = Files.size(part("a.libsvm"));
        assertThat(begin).isBetween(1L, 100_000L);
        assertThat(fetch("good", "a.libsvm")).isTrue();
        assertThat(asked).containsExactly("/cut", "/good bytes=" + begin + "-");
        assertThat(cache.resolve("a.libsvm")).hasBinaryContent(CONTENT);
    }

    @Test
    void serverWithoutRangesStartsFromTheBeginning() throws Exception {
        Files.write(part("a.libsvm"), Arrays.copyOf(CONTENT, 1234));
        assertThat(fetch("stubborn", "a.libsvm")).isTrue();
        assertThat(cache.resolve("a.libsvm")).hasBinaryContent(CONTENT);
    }

    @Test
    void foreignBeginningIsThrownAwayAndFetchedOnceMore() throws Exception {
        byte[] foreign = Arrays.copyOf(CONTENT, 1234);
        foreign[5] ^= 1;
        Files.write(part("a.libsvm"), foreign);
        assertThat(fetch("good", "a.libsvm")).isTrue();
        assertThat(asked).containsExactly("/good bytes=1234-", "/good");
        assertThat(cache.resolve("a.libsvm")).hasBinaryContent(CONTENT);
    }

    @Test
    void wholePartThatWasNeverCheckedIsCheckedNow() throws Exception {
        Files.write(part("a.libsvm"), CONTENT);
        assertThat(fetch("good", "a.libsvm")).isTrue();
        assertThat(cache.resolve("a.libsvm")).hasBinaryContent(CONTENT);
    }

    @Test
    void alteredLongerAndShorterContentIsNotKept() throws Exception {
        assertThatThrownBy(() -> fetch("altered", "a.libsvm"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("has the SHA-256", "nothing is kept");
        assertKeepsNothing();
        assertThatThrownBy(() -> fetch("longer", "a.libsvm")).hasMessageContaining("more than 280000 bytes");
        assertKeepsNothing();
        assertThatThrownBy(() -> fetch("shorter", "a.libsvm")).hasMessageContaining("only 1000 bytes");
        assertKeepsNothing();
    }

    @Test
    void compressedContentIsCheckedAfterDecompression() throws Exception {
        assertThat(fetch("zip", "a.libsvm.gz")).isTrue();
        assertThat(Datasets.read(cache.resolve("a.libsvm.gz")).rows()).isEqualTo(40_000);
        assertThatThrownBy(() -> fetch("bomb", "b.libsvm.gz")).hasMessageContaining("more than 280000 bytes");
        assertThat(cache.resolve("b.libsvm.gz")).doesNotExist();
        assertThatThrownBy(() -> fetch("good", "c.libsvm.gz")).hasMessageContaining("no whole gzip file");
        assertThat(part("c.libsvm.gz")).doesNotExist();
    }

    @Test
    void redirectsAreFollowedWithinReason() throws Exception {
        assertThat(fetch("there", "a.libsvm")).isTrue();
        assertThatThrownBy(() -> fetch("loop", "b.libsvm")).hasMessageContaining("more than 5 times");
        assertThatThrownBy(() -> fetch("file", "b.libsvm")).hasMessageContaining("no address that begins with http");
    }

    @Test
    void absentFilesAndServersAreNamed() throws Exception {
        assertThatThrownBy(() -> fetch("nowhere", "a.libsvm"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("/nowhere", "status 404", "--mirror");
        assertKeepsNothing();
        server.stop(0);
        assertThatThrownBy(() -> fetch("good", "a.libsvm"))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("/good", "run the command again");
    }

    @Test
    void theListIsSound() {
        assertThat(Datasets.fetchable()).containsExactly("a9a", "adult", "agaricus", "mnist");
        for (PublicFile file : PublicFile.all()) {
            DatasetInfo info = Catalog.require(file.name());
            assertThat(file.url().getScheme()).isEqualTo("https");
            assertThat(file.sha256()).matches("[0-9a-f]{64}");
            assertThat(file.bytes()).isPositive();
            assertThat(file.file()).startsWith(info.name() + "/");
            assertThat(file.licence()).startsWith("CC BY");
        }
        assertThatThrownBy(() -> Datasets.fetch("iris", Optional.of(cache), Optional.empty(), Progress.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("comes with Tandem", "can be fetched: a9a");
        assertThatThrownBy(() -> Datasets.fetch("irs", Optional.of(cache), Optional.empty(), Progress.NONE))
                .hasMessageContaining("did you mean \"iris\"?");
    }

    @Test
    void fetchedSetIsFoundByNameInTheFormOfItsHome() throws IOException {
        Files.createDirectories(cache.resolve("adult"));
        Files.writeString(
                cache.resolve("adult/adult.data"),
                "39, State-gov, 77516, Bachelors, 13, Never-married, Adm-clerical, Not-in-family, White, Male, 2174, 0,"
                        + " 40, United-States, <=50K\n"
                        + "50, ?, 83311, Bachelors, 13, Married-civ-spouse, Exec-managerial, Husband, White, Male, 0, 0,"
                        + " 13, United-States, >50K\n\n");
        Found found = new Catalog(Optional.empty(), Optional.empty(), cache).read(Catalog.require("adult"));
        assertThat(found.train().classes().names()).containsExactly("<=50K", ">50K");
        assertThat(found.train().schema().names())
                .startsWith("age", "workclass")
                .hasSize(14);
        assertThat(found.notes()).hasSize(1);
        assertThatThrownBy(() -> new Catalog(Optional.empty(), Optional.empty(), cache).read(Catalog.require("a9a")))
                .hasMessageContaining("tandem datasets fetch a9a");
    }
}
