package io.github.authenticode.engine.tool.digicert;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.StoreProblem;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.process.ToolResult;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate of a Windows store by what the store says of it and signtool cannot select by: its friendly name, and
 * the container of its key, which is the alias of a key pair of DigiCert's. certutil tells the thumbprint.
 */
public final class StoreName {
    private final StoreCertificateIdentity certificate;
    private final List<String> command;

    private StoreName(StoreCertificateIdentity certificate) {
        this.certificate = certificate;
        this.command = new ArrayList<>(List.of("-v"));
        if (!certificate.machineStore()) {
            command.add("-user");
        }
        command.addAll(List.of("-store", certificate.storeName()));
    }

    /**
     * The same certificate by its thumbprint.
     *
     * @throws ProblemException if the store has none of this name, or several
     */
    public static StoreCertificateIdentity resolved(StoreCertificateIdentity certificate, DigiCertPrograms programs)
            throws ProblemException, InterruptedException {
        return certificate.isNamedByStore() ? new StoreName(certificate).find(programs) : certificate;
    }

    private StoreCertificateIdentity find(DigiCertPrograms programs) throws ProblemException, InterruptedException {
        ToolResult result = programs.certutil(command.toArray(String[]::new));
        List<StoreListing.Entry> all = StoreListing.read(result.stdout()).entries();
        List<String> found = all.stream()
                .filter(this::isMeant)
                .map(StoreListing.Entry::thumbprint)
                .distinct()
                .filter(hash -> certificate.thumbprint().map(hash::equals).orElse(true))
                .toList();
        if (found.size() == 1) {
            return certificate.named(found.get(0));
        }
        throw new ProblemException(found.isEmpty() ? none(all, result) : several(all, found));
    }

    private boolean isMeant(StoreListing.Entry entry) {
        return certificate.friendlyName().map(entry.friendlyName()::equals).orElse(true)
                && certificate.keypairAlias().map(entry.values()::contains).orElse(true);
    }

    private Problem none(List<StoreListing.Entry> all, ToolResult result) {
        String there = all.isEmpty()
                ? "it has no certificate."
                : "it has "
                        + String.join("; ", all.stream().map(StoreName::words).toList()) + ".";
        Problem problem = Problem.of(
                StoreProblem.STORE_NO_CERTIFICATE,
                "The store " + place() + " has no certificate " + asked() + "; " + there,
                certificate.keypairAlias().isPresent()
                        ? "Write <keypairAlias> as smctl keypair ls shows it, upper and lower case included, bring the certificate"
                                + " into the store with smctl windows certsync, and run the build as the Windows user who did."
                        : "Write <friendlyName> letter for letter as certmgr.msc shows it, and run the build as the Windows user"
                                + " who owns the certificate.");
        return all.isEmpty()
                ? problem.withEvidence(ForeignText.oneLine(result.stdout().strip()))
                : problem;
    }

    private Problem several(List<StoreListing.Entry> all, List<String> found) {
        String list = String.join(
                "; ",
                all.stream()
                        .filter(entry -> found.contains(entry.thumbprint()))
                        .map(StoreName::words)
                        .distinct()
                        .toList());
        return Problem.of(
                StoreProblem.STORE_MANY_CERTIFICATES,
                "The store " + place() + " has " + found.size() + " certificates " + asked() + ": " + list + ".",
                "Name the one you mean by its <thumbprint>, or remove the old ones from the store.");
    }

    private String place() {
        return certificate.storeName() + (certificate.machineStore() ? " of the machine" : " of this Windows user");
    }

    private String asked() {
        List<String> words = new ArrayList<>();
        certificate.friendlyName().ifPresent(name -> words.add("of the friendly name \"" + name + "\""));
        certificate.keypairAlias().ifPresent(name -> words.add("of the key pair \"" + name + "\""));
        certificate.thumbprint().ifPresent(hash -> words.add("of the thumbprint " + hash));
        return String.join(" and ", words);
    }

    private static String words(StoreListing.Entry entry) {
        String named = entry.friendlyName().isEmpty() ? "" : "\"" + ForeignText.oneLine(entry.friendlyName()) + "\", ";
        String key = entry.values().isEmpty()
                ? ""
                : ", key \"" + ForeignText.oneLine(entry.values().get(0)) + "\"";
        String issuer = entry.issuer().isEmpty() ? "" : "issued by \"" + ForeignText.oneLine(entry.issuer()) + "\", ";
        String end = entry.end().isEmpty() ? "" : "expires " + ForeignText.oneLine(entry.end()) + ", ";
        return named + issuer + end + "thumbprint " + entry.thumbprint() + key;
    }
}
