package io.percept.backend;

/** The part of a buffer that is the same on every backend: its shape, and whose it is. */
public abstract class TrackedBuffer implements DeviceBuffer {
    private final Lifetimes.Lifetime lifetime;
    private final int rows;
    private final int columns;
    private final ElementType type;

    protected TrackedBuffer(Lifetimes.Lifetime lifetime, int rows, int columns, ElementType type) {
        this.lifetime = lifetime;
        this.rows = rows;
        this.columns = columns;
        this.type = type;
    }

    /** Frees the memory; called once. */
    protected abstract void free();

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final int columns() {
        return columns;
    }

    @Override
    public final ElementType type() {
        return type;
    }

    @Override
    public final void close() {
        if (lifetime.end()) {
            free();
        }
    }

    /** Throws {@link IllegalStateException} when the buffer is closed. */
    public final void checkOpen() {
        lifetime.check();
    }

    final boolean belongsTo(Lifetimes lifetimes) {
        return lifetime.belongsTo(lifetimes);
    }
}
