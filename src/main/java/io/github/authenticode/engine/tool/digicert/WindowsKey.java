package io.github.authenticode.engine.tool.digicert;

import io.github.authenticode.cloud.digicert.DigiCertRefusals;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.process.ToolResult;
import io.github.authenticode.process.ToolResult.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A key pair of DigiCert as Windows' own programs can name it: with a certificate file, as a container of DigiCert's
 * key storage provider; without, as a certificate of the user's store, into which smctl puts it.
 */
public final class WindowsKey {
    private final DigiCertPrograms programs;
    private final KeyLockerIdentity key;

    private WindowsKey(DigiCertPrograms programs, KeyLockerIdentity key) {
        this.programs = programs;
        this.key = key;
    }

    /** @throws ProblemException if Windows has not what is needed */
    public static Identity of(KeyLockerIdentity key, DigiCertPrograms programs)
            throws ProblemException, InterruptedException {
        WindowsKey windows = new WindowsKey(programs, key);
        Optional<Path> certificate = key.certificateFile();
        return certificate.isPresent()
                ? new KeyContainerIdentity(windows.provider(), key.keypairAlias(), certificate.get())
                : windows.synced();
    }

    private String provider() throws ProblemException, InterruptedException {
        ToolResult result = programs.certutil("-csplist");
        RegisteredProviders registered = RegisteredProviders.read(result.stdout());
        if (key.kspName().isPresent()) {
            String named = key.kspName().get();
            if (registered.names().contains(named)) {
                return named;
            }
            throw notRegistered("<kspName>: Windows has no key storage provider \"" + named + "\"", registered, result);
        }
        List<String> found = registered.ofDigiCert();
        if (found.isEmpty()) {
            throw notRegistered("Windows has no key storage provider of DigiCert's", registered, result);
        }
        return found.get(0);
    }

    private ProblemException notRegistered(String cause, RegisteredProviders registered, ToolResult result) {
        String list = registered.names().isEmpty()
                ? "certutil -csplist lists none"
                : "it has \"" + String.join("\", \"", registered.names()) + "\"";
        Problem problem = Problem.of(
                KeyLockerProblem.KEYLOCKER_KSP,
                cause + "; " + list + ".",
                registered.ofDigiCert().isEmpty()
                        ? "Install DigiCert's client tools for the processor that signtool runs on, and register the provider as"
                                + " an administrator: smctl windows ksp register."
                        : "Write <kspName>" + registered.ofDigiCert().get(0) + "</kspName>, or leave it out.");
        return new ProblemException(
                registered.names().isEmpty()
                        ? problem.withEvidence(DigiCertPrograms.words(result, key.account()))
                        : problem);
    }

    private Identity synced() throws ProblemException, InterruptedException {
        ToolResult sync = programs.smctl(key.account(), "windows", "certsync", "--keypair-alias=" + key.keypairAlias());
        if (!(sync.ending() instanceof Ending.Exited exited && exited.code() == 0)) {
            throw new ProblemException(syncFailed(sync));
        }
        StoreListing listing =
                StoreListing.read(programs.certutil("-user", "-store", "My").stdout());
        List<String> found = listing.ofKeyPair(key.keypairAlias(), providers());
        if (key.thumbprint().isPresent()) {
            found = found.stream().filter(key.thumbprint().get()::equals).toList();
        }
        if (found.size() != 1) {
            throw new ProblemException(found.isEmpty() ? notSynced(listing, sync) : several(found));
        }
        return new StoreCertificateIdentity(
                Optional.of(found.get(0)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /** A certificate may be bound to either of DigiCert's providers, whichever the client has registered. */
    private List<String> providers() {
        return key.kspName().map(List::of).orElse(RegisteredProviders.OF_DIGICERT);
    }

    private Problem syncFailed(ToolResult sync) throws ProblemException, InterruptedException {
        String words = DigiCertPrograms.words(sync, key.account());
        Optional<Problem> known = DigiCertRefusals.find(words).map(DigiCertRefusals.Refusal::problem);
        if (known.isPresent()) {
            return known.get().withEvidence(words);
        }
        String aliases = DigiCertPrograms.words(programs.smctl(key.account(), "keypair", "ls"), key.account());
        return Problem.of(
                        KeyLockerProblem.KEYLOCKER_CERTSYNC,
                        "smctl windows certsync did not bring the certificate of the key pair \"" + key.keypairAlias()
                                + "\" into the store of this Windows user.",
                        "Write <keypairAlias> as smctl keypair ls shows it, upper and lower case included, and check the"
                                + " sign-in with smctl healthcheck.")
                .withEvidence(words + " smctl keypair ls: " + aliases);
    }

    private Problem notSynced(StoreListing listing, ToolResult sync) {
        List<String> aliases = listing.aliases(providers());
        String wanted = key.thumbprint()
                .map(hash -> "the certificate " + hash + " of the key pair")
                .orElse("a certificate of the key pair");
        return Problem.of(
                        KeyLockerProblem.KEYLOCKER_NOT_SYNCED,
                        "smctl windows certsync ended well, but the store of this Windows user has not " + wanted
                                + " \""
                                + key.keypairAlias() + "\"; "
                                + (aliases.isEmpty()
                                        ? "it has no certificate with a key in DigiCert's provider."
                                        : "it has those of \"" + String.join("\", \"", aliases) + "\"."),
                        "Check upper and lower case of <keypairAlias>, and that <thumbprint> and <kspName> are those of the"
                                + " certificate; or give <certificateFile>, which needs no store.")
                .withEvidence(DigiCertPrograms.words(sync, key.account()));
    }

    private Problem several(List<String> found) {
        return Problem.of(
                KeyLockerProblem.KEYLOCKER_MANY_CERTIFICATES,
                "The store of this Windows user has " + found.size() + " certificates of the key pair \""
                        + key.keypairAlias() + "\": " + String.join(", ", found) + ".",
                "Name the one you mean by its <thumbprint>, or remove the old ones with certutil -user -delstore My"
                        + " THUMBPRINT.");
    }
}
