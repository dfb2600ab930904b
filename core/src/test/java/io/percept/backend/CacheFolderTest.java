package io.percept.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
    @Test
    void liesWhereTheUserWantsIt() {
        assertThat(CacheFolder.choose(null, null, "/home/ada")).contains(Path.of("/home/ada/.cache/percept"));
        assertThat(CacheFolder.choose("", "/caches", "/home/ada")).contains(Path.of("/caches/percept"));
        assertThat(CacheFolder.choose(null, "caches", "/home/ada")).contains(Path.of("/home/ada/.cache/percept"));
        assertThat(CacheFolder.choose(null, "", "/home/ada")).contains(Path.of("/home/ada/.cache/percept"));
        assertThat(CacheFolder.choose("/elsewhere", "/caches", "/home/ada")).contains(Path.of("/elsewhere"));
        assertThat(CacheFolder.choose("off", "/caches", "/home/ada")).isEmpty();
    }
}
