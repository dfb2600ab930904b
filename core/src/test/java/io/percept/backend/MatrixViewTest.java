package io.percept.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixViewTest {
    private final DeviceBuffer buffer = Fakes.matrix(8, 10).buffer();

    @Test
    void aBuffersViewIsAllOfIt() {
        assertThat(buffer.view()).isEqualTo(new MatrixView(buffer, 0, 8, 10, 10));
        assertThat(buffer.view().size()).isEqualTo(80);
        assertThat(buffer.view().bytes()).isEqualTo(320);
        assertThat(buffer.view().end()).isEqualTo(80);
        assertThat(buffer.view().shape()).isEqualTo("8 x 10");
        assertThat(buffer.view(7, 3, 4)).isEqualTo(new MatrixView(buffer, 7, 3, 4, 4));
    }

    @Test
    void rangesOfRowsAndColumnsKeepTheStride() {
        MatrixView view = buffer.view().rowRange(2, 3).columnRange(4, 5);

        assertThat(view).isEqualTo(new MatrixView(buffer, 24, 3, 5, 10));
        assertThat(view.end()).isEqualTo(49);
        assertThat(view.isContiguous()).isFalse();
        assertThat(buffer.view().rowRange(2, 3).isContiguous()).isTrue();
    }

    @Test
    void vectorsHaveOneForm() {
        assertThat(new MatrixView(buffer, 5, 1, 4, 10)).isEqualTo(new MatrixView(buffer, 5, 1, 4, 4));
        assertThat(new MatrixView(buffer, 5, 1, 4, 0).isContiguous()).isTrue();
    }

    @Test
    void refusesWhatDoesNotLieInsideItsBuffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatrixView(buffer, 71, 1, 10, 10))
                .withMessage("a view of elements 71 to 81 does not lie inside its buffer of 8 x 10");
        assertThatIllegalArgumentException().isThrownBy(() -> new MatrixView(buffer, -1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MatrixView(buffer, 1, 8, 10, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> new MatrixView(buffer, 0, 100_000, 1, 100_000));
        assertThatIllegalArgumentException().isThrownBy(() -> new MatrixView(buffer, Integer.MAX_VALUE, 1, 1, 1));
    }

    @Test
    void refusesEmptyShapesAndRowsThatOverlap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatrixView(buffer, 0, 0, 3, 3))
                .withMessage("a view of 0 x 3; it must have rows and columns");
        assertThatIllegalArgumentException().isThrownBy(() -> new MatrixView(buffer, 0, 3, 0, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatrixView(buffer, 0, 2, 5, 4))
                .withMessage("row stride 4 is smaller than the view's 5 columns");
    }

    @Test
    void refusesRangesOutsideTheView() {
        MatrixView view = buffer.view().rowRange(2, 3).columnRange(2, 4);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.columnRange(2, 3))
                .withMessage("columns 2 to 5 of a view of 3 x 4");
        assertThatIllegalArgumentException().isThrownBy(() -> view.columnRange(-1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.rowRange(2, 2))
                .withMessage("rows 2 to 4 of a view of 3 x 4");
        assertThatIllegalArgumentException().isThrownBy(() -> view.rowRange(-1, 2));
    }

    /** Every pair of small views of one buffer: those of one stride are told apart exactly, others never wrongly declared apart. */
    @Test
    void overlapAgreesWithElementsThatAreShared() {
        List<MatrixView> views = smallViews(Fakes.matrix(1, 20).buffer());
        List<BitSet> elements = views.stream().map(MatrixViewTest::elements).toList();
        assertThat(views).hasSizeGreaterThan(500);
        int conservative = 0;
        for (int i = 0; i < views.size(); i++) {
            for (int j = 0; j < views.size(); j++) {
                boolean shared = elements.get(i).intersects(elements.get(j));
                boolean overlaps = views.get(i).overlaps(views.get(j));
                if (views.get(i).rowStride() == views.get(j).rowStride() || shared) {
                    assertThat(overlaps)
                            .as("%s and %s", views.get(i), views.get(j))
                            .isEqualTo(shared);
                } else if (overlaps) {
                    conservative++;
                }
            }
        }
        assertThat(conservative).isPositive();
    }

    @Test
    void viewsOfDifferentBuffersNeverOverlap() {
        assertThat(buffer.view().overlaps(Fakes.matrix(8, 10))).isFalse();
    }

    private static List<MatrixView> smallViews(DeviceBuffer buffer) {
        List<MatrixView> views = new ArrayList<>();
        for (int rows = 1; rows <= 3; rows++) {
            for (int columns = 1; columns <= 4; columns++) {
                for (int stride = columns; stride <= (rows == 1 ? columns : 6); stride++) {
                    for (int offset = 0; offset + (rows - 1) * stride + columns <= buffer.size(); offset++) {
                        views.add(new MatrixView(buffer, offset, rows, columns, stride));
                    }
                }
            }
        }
        return views;
    }

    private static BitSet elements(MatrixView view) {
        BitSet elements = new BitSet();
        for (int row = 0; row < view.rows(); row++) {
            int first = view.offset() + row * view.rowStride();
            elements.set(first, first + view.columns());
        }
        return elements;
    }
}
