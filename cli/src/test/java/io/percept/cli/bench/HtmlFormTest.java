package io.percept.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.percept.cli.bench.Labels.Box;
import io.percept.tck.Required;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class HtmlFormTest {
    private static final int BROWSER_SECONDS = 60;

    private final BenchReport report = Reports.whole();

    private Element page() throws IOException, SAXException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(HtmlForm.of(report))))
                .getDocumentElement();
    }

    private static List<Element> elements(Element in, String tag) {
        NodeList nodes = in.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> texts(Element in, String tag) {
        return elements(in, tag).stream().map(Element::getTextContent).toList();
    }

    @Test
    void everyFigureIsInATableAndInAPlot() throws Exception {
        Element page = page();

        assertThat(elements(page, "svg")).as("nets, and two for each device").hasSize(3 + 2 * 2);
        List<String> cells = texts(page, "td");
        List<String> marks = texts(page, "title");
        for (DeviceFigures device : report.devices()) {
            for (Table table : Table.of(device)) {
                assertThat(cells)
                        .containsAll(table.rows().stream().flatMap(List::stream).toList());
            }
            for (Figure figure : device.figures()) {
                assertThat(marks)
                        .anyMatch(mark -> mark.startsWith(
                                figure.name() + " (" + figure.work().size()));
            }
        }
        assertThat(texts(page, "dd")).containsAll(report.facts().values());
    }

    @Test
    void thePageNeedsNothingElse() {
        assertThat(HtmlForm.of(report))
                .doesNotContain("http", "<script", "src=", "href=", "@import", "url(")
                .contains("prefers-color-scheme: dark");
    }

    @Test
    void textsAreShownAsTheyAre() throws Exception {
        assertThat(HtmlForm.of(report)).contains("GPU &lt;b&gt;&quot;A|B&quot;&lt;/b&gt; &amp; Co, Ltd");
        assertThat(texts(page(), "h2")).contains("opencl:0: " + Reports.DEVICE.name());
    }

    @Test
    void labelsOfThePlotDoNotCoverEachOther() throws Exception {
        for (Element svg : elements(page(), "svg")) {
            if (!svg.getAttribute("aria-label").startsWith("Roofline")) {
                continue;
            }
            List<Box> boxes = elements(svg, "text").stream()
                    .filter(text -> text.getAttribute("class").equals("label"))
                    .filter(text -> text.getAttribute("transform").isEmpty())
                    .map(HtmlFormTest::box)
                    .toList();
            assertThat(boxes)
                    .as("layers, squares, steps, operations, a ceiling")
                    .hasSize(8 + 3 + 6 + 6 + 1);
            for (Box box : boxes) {
                assertThat(boxes.stream().filter(box::overlaps)).containsExactly(box);
            }
        }
    }

    private static Box box(Element text) {
        double x = Double.parseDouble(text.getAttribute("x"));
        double y = Double.parseDouble(text.getAttribute("y"));
        double width = 6.5 * text.getTextContent().length();
        double left = text.getAttribute("text-anchor").equals("end") ? x - width : x - width / 2;
        return new Box(left, y - 10, width, 12);
    }

    @Test
    void aBrowserShowsEveryFigure(@TempDir Path folder) throws IOException, InterruptedException {
        Path browser = browser().orElse(null);
        if (browser == null) {
            Required.skip("chromium", "there is no chromium on the PATH to show the page with; install it");
            return;
        }
        Path html = folder.resolve("report.html");
        Files.writeString(html, HtmlForm.of(report));

        String shown = dump(browser, html, folder);

        assertThat(shown).endsWith("</html>\n").doesNotContain("parsererror");
        for (DeviceFigures device : report.devices()) {
            for (Table table : Table.of(device)) {
                assertThat(table.rows())
                        .allSatisfy(row -> assertThat(row)
                                .allSatisfy(cell -> assertThat(shown).contains("<td>" + cell + "</td>")));
            }
        }
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(Path.of(folder, "chromium"), Path.of(folder, "chromium-browser")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The page as the browser has understood it. */
    private static String dump(Path browser, Path html, Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("dump.html");
        Path err = folder.resolve("messages.txt");
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        html.toUri().toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(BROWSER_SECONDS, TimeUnit.SECONDS))
                    .as("done in time")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(out);
    }
}
