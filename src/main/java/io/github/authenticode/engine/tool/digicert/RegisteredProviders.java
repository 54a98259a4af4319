package io.github.authenticode.engine.tool.digicert;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cryptographic providers that Windows has registered, read from {@code certutil -csplist}: blocks between empty
 * lines, the first line of each being {@code Provider Name: NAME}, whose first words Windows translates.
 */
record RegisteredProviders(List<String> names) {
    /**
     * DigiCert's key storage providers: that of its documentation, and the one that newer clients register beside it.
     */
    static final List<String> OF_DIGICERT =
            List.of("DigiCert Signing Manager KSP", "DigiCert Software Trust Manager KSP");

    private static final Pattern BLOCK = Pattern.compile("\\R\\s*\\R");
    private static final Pattern FIRST_LINE = Pattern.compile("^\\s*[^:\\r\\n]+: *(.+?) *$", Pattern.MULTILINE);

    RegisteredProviders {
        names = List.copyOf(names);
    }

    static RegisteredProviders read(String output) {
        return new RegisteredProviders(BLOCK.splitAsStream(output.strip())
                .filter(block -> !block.strip().startsWith("CertUtil:"))
                .map(FIRST_LINE::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .toList());
    }

    /** DigiCert's own among them, the documented one first. */
    List<String> ofDigiCert() {
        return OF_DIGICERT.stream().filter(names::contains).toList();
    }
}
