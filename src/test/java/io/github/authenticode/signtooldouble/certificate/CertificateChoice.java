package io.github.authenticode.signtooldouble.certificate;

import io.github.authenticode.signtooldouble.commandline.Console;
import io.github.authenticode.signtooldouble.commandline.Options;
import io.github.authenticode.signtooldouble.commandline.ReportedFailure;
import io.github.authenticode.signtooldouble.commandline.SigntoolError;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/**
 * Narrows the certificates of a store to the one that signs, in signtool's order of filters, which {@code /debug}
 * shows. Names are compared without case with the display name only, not with the whole subject.
 */
public final class CertificateChoice {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final String MULTIPLE = """
            SignTool Error: Multiple certificates were found that meet all the given
            \tcriteria. Use the /a option to allow SignTool to choose the best
            \tcertificate automatically or use the /sha1 option with the hash of the
            \tdesired certificate.
            The following certificates meet all given criteria:
            """;

    private final Console console;
    private final Options options;
    private final Clock clock;
    private final List<X509Certificate> roots;

    public CertificateChoice(Console console, Options options, Clock clock, List<X509Certificate> roots) {
        this.console = console;
        this.options = options;
        this.clock = clock;
        this.roots = roots;
    }

    /** @param keyNeeded whether the key is sought beside the certificate, and not in a container or behind a DLL */
    public Candidate choose(List<Candidate> candidates, boolean keyNeeded) throws SigntoolError, ReportedFailure {
        debug("\nThe following certificates were considered:\n" + CertificateText.blocks(candidates));
        List<Candidate> left = filter(candidates, keyNeeded);
        if (left.isEmpty()) {
            throw SigntoolError.of("No certificates were found that met all the given criteria.");
        }
        Candidate chosen = left.size() == 1 ? left.get(0) : best(left);
        verbose("The following certificate was selected:\n" + CertificateText.block(chosen.certificate(), 0));
        return chosen;
    }

    private List<Candidate> filter(List<Candidate> candidates, boolean keyNeeded) {
        List<Candidate> left = apply("EKU", candidates, c -> signsCode(c.certificate()));
        left = apply("expiry", left, c -> isCurrent(c.certificate()));
        if (options.has("sha1")) {
            String wanted = options.value("sha1").orElseThrow();
            left = apply(
                    "Hash",
                    left,
                    c -> CertificateText.thumbprint(c.certificate()).equalsIgnoreCase(wanted));
        }
        if (options.has("n")) {
            left = apply("Subject Name", left, c -> named("n", c.certificate().getSubjectX500Principal()));
        }
        if (options.has("i")) {
            left = apply("Issuer Name", left, c -> named("i", c.certificate().getIssuerX500Principal()));
        }
        if (options.has("r")) {
            left = apply("Root Name", left, c -> named("r", root(c)));
        }
        return keyNeeded ? apply("Private Key", left, c -> c.key().isPresent()) : left;
    }

    private List<Candidate> apply(String name, List<Candidate> candidates, Predicate<Candidate> keep) {
        List<Candidate> left = candidates.stream().filter(keep).toList();
        debug("After " + name + " filter, " + left.size() + " certs were left.\n");
        return left;
    }

    private Candidate best(List<Candidate> left) throws ReportedFailure {
        verbose("\nThe following certificates have been found to be suitable for signing:\n"
                + CertificateText.blocks(left));
        if (!options.has("a")) {
            console.err(MULTIPLE);
            console.out(CertificateText.blocks(left));
            throw new ReportedFailure();
        }
        Candidate longest = left.get(0);
        for (Candidate candidate : left) {
            if (candidate.expires().isAfter(longest.expires())) {
                longest = candidate;
            }
        }
        return longest;
    }

    private boolean named(String option, X500Principal name) {
        String wanted = options.value(option).orElseThrow().toLowerCase(Locale.ROOT);
        return CertificateText.displayName(name).toLowerCase(Locale.ROOT).contains(wanted);
    }

    private X500Principal root(Candidate candidate) {
        List<X509Certificate> known = new ArrayList<>(candidate.chain());
        known.addAll(roots);
        List<X509Certificate> chain = CertificateChains.build(candidate.certificate(), known);
        return chain.get(chain.size() - 1).getSubjectX500Principal();
    }

    private boolean isCurrent(X509Certificate certificate) {
        Instant now = clock.instant();
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static boolean signsCode(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(CODE_SIGNING);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void debug(String text) {
        if (options.has("debug")) {
            console.out(text);
        }
    }

    private void verbose(String text) {
        if (options.verbose()) {
            console.out(text);
        }
    }
}
