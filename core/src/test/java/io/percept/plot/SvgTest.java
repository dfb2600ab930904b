package io.percept.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgTest {
    private static final double[] EPOCHS = {1, 2, 3, 4, 5};

    private static LineChart chart(Series... series) {
        return new LineChart("Loss", Axis.linear("epoch"), Axis.linear("loss"), List.of(series));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document document) {
        NodeList nodes = document.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void aChartHasItsTitleItsAxesItsLegendAndItsLines() throws Exception {
        Series training = Series.of("training", EPOCHS, new double[] {1, 0.5, 0.3, 0.2, 0.15});
        Series validation = Series.of("validation", EPOCHS, new double[] {1, 0.6, 0.4, 0.4, 0.5});

        Document document = parse(Svg.of(List.of(chart(training, validation))));

        assertThat(texts(document))
                .contains("Loss", "epoch", "loss", "training", "validation", "1", "2", "3", "4", "5", "0.2", "0.8");
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(10);
    }

    /** The first point is the leftmost and highest, and the line falls from there. */
    @Test
    void pointsLieWhereTheirValuesSay() {
        String svg = Svg.of(List.of(chart(Series.of("falling", new double[] {0, 5, 10}, new double[] {6, 3, 0}))));

        assertThat(svg).contains("<polyline points=\"90.0,74.0 430.0,224.0 770.0,374.0\"");
    }

    @Test
    void onALogarithmicAxisEqualQuotientsAreEqualLengths() {
        LineChart chart = new LineChart(
                "Loss",
                Axis.linear("epoch"),
                Axis.logarithmic("loss"),
                List.of(Series.of("falling", new double[] {0, 5, 10}, new double[] {100, 1, 0.01})));

        assertThat(Svg.of(List.of(chart))).contains("<polyline points=\"90.0,74.0 430.0,224.0 770.0,374.0\"");
    }

    @Test
    void whatCannotBeShownInterruptsTheLine() throws Exception {
        Series gap = Series.of("gap", EPOCHS, new double[] {1, Double.NaN, 3, Double.POSITIVE_INFINITY, 5});
        Series nothing = Series.of("nothing", new double[] {1}, new double[] {Double.NaN});

        Document document = parse(Svg.of(List.of(chart(gap, nothing))));

        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(3);
        assertThat(texts(document)).contains("gap", "nothing").doesNotContain("NaN", "Infinity");
        assertThat(parse(Svg.of(List.of(chart(nothing))))
                        .getElementsByTagName("polyline")
                        .getLength())
                .isZero();
    }

    @Test
    void aBandSurroundsALineWithASpread() {
        Series line = new Series("mean", List.of(new Series.Point(0, 3, 1), new Series.Point(10, 3, 3)));

        assertThat(Svg.of(List.of(chart(line))))
                .contains("<polygon points=\"90.0,174.0 770.0,74.0 770.0,374.0 90.0,274.0\"");
    }

    @Test
    void everythingLiesWithinThePicture() throws Exception {
        List<Series> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(Series.of("a rather long name of series " + i, EPOCHS, new double[] {i, 2 * i, 0, -i, 1}));
        }
        String svg = Svg.of(List.of(chart(many.toArray(Series[]::new)), chart(many.get(0))));
        Element root = parse(svg).getDocumentElement();
        double width = Double.parseDouble(root.getAttribute("width"));
        double height = Double.parseDouble(root.getAttribute("height"));

        assertThat(coordinates(svg, "x")).isNotEmpty().allMatch(x -> x >= 0 && x <= width);
        assertThat(coordinates(svg, "y")).isNotEmpty().allMatch(y -> y >= 0 && y <= height);
        assertThat(svg).contains("stroke-dasharray");
    }

    private static List<Double> coordinates(String svg, String name) {
        return Pattern.compile(" c?" + name + "[12]?=\"([^\"]*)\"")
                .matcher(svg)
                .results()
                .map(MatchResult::group)
                .map(attribute -> Double.parseDouble(attribute
                        .replaceAll("[^0-9.-]*=?\"|[a-z]+[12]?=|\"", "")
                        .strip()))
                .toList();
    }

    @Test
    void namesMayHoldAnything() throws Exception {
        Series odd = Series.of("<b> & \"c\"\n\u0001", new double[] {1}, new double[] {1});

        assertThat(texts(parse(Svg.of(List.of(chart(odd)))))).contains("<b> & \"c\"  ");
    }

    @Test
    void aTableIsCsvAndJsonAndSaysNothingWhereThereIsNothing() {
        Curve curve = new Curve(
                List.of("epoch", "loss"),
                List.of(List.of(1.0, 0.25), List.of(2.0, Double.NaN)),
                List.of(chart(Series.of("loss", EPOCHS, EPOCHS))));

        assertThat(curve.csv()).isEqualTo("epoch,loss\n1,0.25\n2,\n");
        assertThat(curve.json()).hasToString("[{\"epoch\":1,\"loss\":0.25},{\"epoch\":2,\"loss\":null}]");
        assertThat(curve.svg()).startsWith("<svg ");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> chart()).hasMessageContaining("at least one series");
        assertThatThrownBy(() -> Svg.of(List.of())).hasMessageContaining("no chart");
        assertThatThrownBy(() -> Series.of("a", EPOCHS, new double[1])).hasMessage("5 x for 1 y");
        assertThatThrownBy(() -> new Series.Point(0, 0, -1)).hasMessageContaining("spread");
        assertThatThrownBy(() -> new Curve(List.of("a"), List.of(List.of(1.0, 2.0)), List.of()))
                .hasMessageContaining("2 figures for 1 columns");
    }
}
