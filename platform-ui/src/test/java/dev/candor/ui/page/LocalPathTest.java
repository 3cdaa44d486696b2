package dev.candor.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @Test
    void aPathOfThisProgramIsKept() {
        assertThat(LocalPath.of("/sites/shop?status=running")).isEqualTo("/sites/shop?status=running");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/\t/evil.example",
                "/\r\nSet-Cookie: a=b",
                " //evil.example",
                "sites"
            })
    void everythingElseLeadsHome(String wanted) {
        assertThat(LocalPath.of(wanted)).isEqualTo("/");
    }
}
