package io.percept.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A model's file cannot be read or written, or is not what a model's file must be; the message is one sentence that names the file. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ModelException(String message) {
        super(message);
    }

    private ModelException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The contents of the file are not those of a model, for this reason. */
    static ModelException invalid(Path file, String reason) {
        return new ModelException(
                file + " is not a Percept model: " + reason + "; the file may be damaged or of another kind");
    }

    static ModelException cannotRead(Path file, String reason) {
        return new ModelException(file + " cannot be read: " + reason);
    }

    static ModelException cannotRead(Path file, IOException cause) {
        return new ModelException(file + " cannot be read: " + reason(cause), cause);
    }

    static ModelException cannotWrite(Path file, String reason) {
        return new ModelException(file + " cannot be written: " + reason);
    }

    static ModelException cannotWrite(Path file, IOException cause) {
        return new ModelException(file + " cannot be written: " + reason(cause), cause);
    }

    /** The messages of these exceptions are often no more than a file's name. */
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof FileSystemLoopException) {
            return "its symbolic links lead in a circle";
        }
        if (e instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
