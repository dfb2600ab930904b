package io.percept.cli.bench;

import static io.percept.cli.bench.Drawing.escaped;

import io.percept.cli.bench.BarChart.Bar;
import io.percept.cli.bench.BarChart.Group;
import io.percept.cli.bench.Workload.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A report as a page with plots: one file that needs no other one, no script and no network. It is HTML and well-formed XML at the same
 * time.
 */
public final class HtmlForm {
    private static final String STYLE = "report.css";

    private static final List<String> FORMS = List.of("NT", "NN", "TN");
    private static final List<String> FORM_NAMES =
            List.of("NT, forward", "NN, gradient of inputs", "TN, gradient of weights");

    private static final String SAMPLES = "Samples per second, mean and standard deviation; more is better.";
    private static final String ROOFLINE =
            "The bent line is what the device can reach. A mark below the sloping part waits for memory, one"
                    + " below the level part for arithmetic; one above the line has its data in a cache. A pointer on a mark shows its size and"
                    + " speed.";
    private static final String PRODUCTS =
            "GFLOP/s, mean and standard deviation. The upright line is the roofline, what could be"
                    + " reached at the intensity of these products.";

    private final BenchReport report;
    private final StringBuilder page = new StringBuilder();

    private HtmlForm(BenchReport report) {
        this.report = report;
    }

    /** The page. */
    public static String of(BenchReport report) {
        HtmlForm form = new HtmlForm(report);
        form.head();
        form.steps();
        report.devices().forEach(form::device);
        form.add("</main>\n</body>\n</html>");
        return form.page.toString();
    }

    private void add(String markup) {
        page.append(markup).append('\n');
    }

    private void element(String tag, String text) {
        add("<" + tag + ">" + escaped(text) + "</" + tag + ">");
    }

    private void head() {
        String devices =
                report.devices().stream().map(device -> device.device().id()).collect(Collectors.joining(", "));
        add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        element("title", "Percept bench: " + devices);
        add("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>");
        element("h1", "What this machine reaches with Percept");
        add("<dl>");
        report.facts().forEach((fact, value) -> add("<dt>" + escaped(fact) + "</dt><dd>" + escaped(value) + "</dd>"));
        add("</dl>");
        element("p", BenchReport.METHOD);
    }

    private static String style() {
        try (InputStream in = HtmlForm.class.getResourceAsStream(STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(STYLE, e);
        }
    }

    private void figure(String picture, String caption) {
        add("<figure>\n" + picture + "<figcaption>" + escaped(caption) + "</figcaption>\n</figure>");
    }

    /** All devices side by side, a chart for each network: their speeds are too far apart for one scale. */
    private void steps() {
        List<Figure> all = report.devices().stream()
                .flatMap(device -> device.of(Kind.STEPS).stream())
                .toList();
        if (all.isEmpty()) {
            return;
        }
        element("h2", Kind.STEPS.title());
        List<String> rules = distinct(all, Workload::variant);
        for (String net : distinct(all, Workload::subject)) {
            List<Group> groups = report.devices().stream()
                    .map(device -> new Group(device.device().id(), bars(device.of(Kind.STEPS), net, rules), Double.NaN))
                    .toList();
            String layers = all.stream()
                    .map(Figure::work)
                    .filter(work -> work.subject().equals(net))
                    .findFirst()
                    .orElseThrow()
                    .size();
            element("h3", net + ": " + layers);
            figure(new BarChart("Samples per second, " + net, rules, groups).svg(), SAMPLES);
        }
    }

    private static List<String> distinct(List<Figure> figures, Function<Workload, String> of) {
        return figures.stream().map(Figure::work).map(of).distinct().toList();
    }

    /** A subject's bars, one for each variant that it was measured in. */
    private static List<Bar> bars(List<Figure> figures, String subject, List<String> variants) {
        return figures.stream()
                .filter(figure -> figure.work().subject().equals(subject))
                .map(figure -> new Bar(variants.indexOf(figure.work().variant()), Table.rate(figure)))
                .toList();
    }

    private void device(DeviceFigures device) {
        element("h2", device.device().id() + ": " + device.device().name());
        add("<div class=\"tiles\">");
        Roofline roofline = device.roofline();
        tile(Digits.full(roofline.gflops()) + " GFLOP/s", "compute ceiling: " + Table.computeCeiling(roofline));
        tile(
                Digits.full(roofline.gigabytesPerSecond()) + " GB/s",
                "bandwidth ceiling: " + Table.memoryCeiling(roofline));
        add("</div>");
        element("h3", "Roofline");
        figure(RooflinePlot.of(device), ROOFLINE);
        element("h3", Kind.GEMM.title());
        figure(products(device), PRODUCTS);
        Table.of(device).forEach(this::table);
    }

    private void tile(String value, String meaning) {
        add("<div class=\"tile\"><b>" + escaped(value) + "</b><span class=\"soft\">" + escaped(meaning)
                + "</span></div>");
    }

    private static String products(DeviceFigures device) {
        List<Figure> products = device.of(Kind.GEMM);
        List<Group> groups = new ArrayList<>();
        for (String subject : distinct(products, Workload::subject)) {
            double intensity = products.stream()
                    .filter(figure -> figure.work().subject().equals(subject))
                    .findFirst()
                    .orElseThrow()
                    .intensity();
            groups.add(new Group(
                    subject, bars(products, subject, FORMS), device.roofline().attainable(intensity)));
        }
        return new BarChart("GFLOP/s of matrix products", FORM_NAMES, groups).svg();
    }

    private void table(Table table) {
        element("h3", table.title());
        add("<div class=\"wide\">\n<table>");
        add("<thead>" + row("th", table.head()) + "</thead>\n<tbody>");
        table.rows().forEach(row -> add(row("td", row)));
        add("</tbody>\n</table>\n</div>");
    }

    private static String row(String tag, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + tag + ">" + escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }
}
