package io.github.authenticode.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "::set-output name=a::b,\\u003A:set-output name=a::b",
                "  ::error::x,  \\u003A:error::x",
                "\u00A0\u3000::error::x,\u00A0\u3000\\u003A:error::x",
                "a::b,a::b",
                "see http://[::1]/,see http://[::1]/",
                "x ##[error]y,x \\u0023#[error]y",
                "x###[group]y,x#\\u0023#[group]y",
                "##vso[task.setvariable],\\u0023#vso[task.setvariable]",
                "a##VsO[b,a\\u0023#VsO[b",
                "##teamcity[x],\\u0023#teamcity[x]",
                "PKCS##7 ## [x],PKCS##7 ## [x]",
                "a\u0007b,a\\u0007b",
                "a\u009B31mb,a\\u009B31mb",
                "a\u001B[31mb,a\\u001B[31mb",
                "\u202Egpj.exe,\\u202Egpj.exe",
                "a\u200Bb\uFEFFc,a\\u200Bb\\uFEFFc",
                "\uFEFF::warning::x,\\uFEFF::warning::x",
                "\uDB40\uDC41,\\uDB40\\uDC41",
                "M\u00FCller \u00C5\u2014\uD83D\uDE00,M\u00FCller \u00C5\u2014\uD83D\uDE00",
                "\u0646\u200C\u0645,\u0646\u200C\u0645",
            })
    void whatIsNotSeenOrCommandsIsShown(String text, String shown) {
        assertThat(ForeignText.visible(text)).isEqualTo(shown);
    }

    @Test
    void everyLineCanCommand() {
        assertThat(ForeignText.visible("a\r\n::b\n ::c\u2028::d\u0085::e\u000B::f"))
                .isEqualTo("a\n\\u003A:b\n \\u003A:c\n\\u003A:d\n\\u003A:e\n\\u003A:f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n::b", "a\r\n  ::b", "a\u2028::b", "a\t::b"})
    void ofOneLineOnlyTheFirstCan(String text) {
        assertThat(ForeignText.oneLine(text)).isEqualTo("a ::b");
        assertThat(ForeignText.oneLine(" \n" + text.substring(1))).isEqualTo("\\u003A:b");
    }

    @Test
    void longLinesKeepTheirEnds() {
        String shown = ForeignText.oneLine("a" + "x".repeat(70_000) + ". Do this.");

        assertThat(shown)
                .hasSizeLessThan(2_000)
                .startsWith("axx")
                .endsWith("x. Do this.")
                .contains("more characters");
        assertThat(ForeignText.visible("short\n" + "y".repeat(5_000)).lines().toList())
                .hasSize(2)
                .contains("short");
    }

    @Test
    void plainTextIsTheSame() {
        String text = "target/dist/app.exe: CN=Example Ltd, O=Example #1";

        assertThat(ForeignText.visible(text)).isSameAs(text);
        assertThat(ForeignText.oneLine(text)).isSameAs(text);
    }
}
