package io.github.authenticode.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=Example Ltd,O=Other,C=DE       | Example Ltd",
                "CN=Example\\, Ltd,C=DE            | Example, Ltd",
                "CN=the signer,CN=a group,C=DE     | the signer",
                "O=Example Ltd,C=DE                | Example Ltd",
                "C=DE,OU=Build                     | C=DE,OU=Build",
                "not a name at all                 | not a name at all",
            })
    void partThatPeopleReadIsFound(String distinguishedName, String expected) {
        assertThat(CommonName.of(distinguishedName)).isEqualTo(expected);
    }
}
