package io.github.authenticode.engine.signtool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.diagnose.catalogue.KeyLockerProblem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import io.github.authenticode.engine.signtool.dlib.AzureCredentialKinds;
import io.github.authenticode.plan.SignatureOptions;
import io.github.authenticode.plan.identity.ArtifactSigningIdentity;
import io.github.authenticode.plan.identity.Identity;
import io.github.authenticode.plan.identity.KeyContainerIdentity;
import io.github.authenticode.plan.identity.KeyLockerIdentity;
import io.github.authenticode.plan.identity.KeystoreIdentity;
import io.github.authenticode.plan.identity.KeystoreType;
import io.github.authenticode.plan.identity.StoreCertificateIdentity;
import io.github.authenticode.plan.identity.account.AzureCredential;
import io.github.authenticode.plan.text.PublicUrl;
import io.github.authenticode.process.windows.WindowsCommandLine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The refusal, before anything runs, of what signtool would refuse or misunderstand; all of it at once. */
public final class SigntoolCheck {
    /** SafeNet's way to hand over the token's password within the container's name. */
    private static final Pattern PASSWORD_IN_CONTAINER = Pattern.compile("\\[.*\\{\\{.*}}.*]=.*");

    private final List<Problem> problems = new ArrayList<>();

    private SigntoolCheck() {}

    public static List<Problem> problems(Identity identity, SignatureOptions options, SigntoolSettings settings) {
        SigntoolCheck check = new SigntoolCheck();
        check.identity(identity, settings);
        check.timestamping(options);
        options.description().ifPresent(text -> check.passable("<description>", text));
        settings.additionalCertificate().ifPresent(file -> check.exists("<additionalCertificate>", file));
        check.problems.addAll(ExtraArguments.problems(settings.extraArguments()));
        settings.extraArguments().forEach(text -> check.passable("<extraArguments>", text));
        return check.problems;
    }

    private void identity(Identity identity, SigntoolSettings settings) {
        if (identity instanceof ArtifactSigningIdentity signing) {
            signing.credential().ifPresent(this::credential);
            settings.additionalCertificate()
                    .ifPresent(file -> add(
                            SigntoolProblem.SIGNTOOL_DLIB_SELECTOR,
                            "<additionalCertificate> does not go with <artifactSigning>, which brings its own certificates.",
                            "Remove <additionalCertificate>."));
        } else if (identity instanceof StoreCertificateIdentity certificate) {
            store(certificate);
        } else if (identity instanceof KeyContainerIdentity key) {
            container(key);
        } else if (identity instanceof KeyLockerIdentity key) {
            keyPair(key);
        } else if (identity instanceof KeystoreIdentity keystore) {
            keystore(keystore);
        } else {
            add(
                    SigntoolProblem.SIGNTOOL_IDENTITY,
                    "signtool cannot sign with <" + identity.element() + ">.",
                    "Use <engine>embedded</engine>.");
        }
    }

    private void credential(AzureCredential credential) {
        if (AzureCredentialKinds.of(credential).isEmpty()) {
            add(
                    SigntoolProblem.SIGNTOOL_CREDENTIAL,
                    "signtool cannot sign with <credential>" + credential.kind()
                            + "</credential>: Azure's client library for it takes no ready token.",
                    "Use <engine>embedded</engine>.");
        }
    }

    private void store(StoreCertificateIdentity certificate) {
        if (!certificate.hasSelector()) {
            add(
                    SigntoolProblem.SIGNTOOL_STORE_SELECTOR,
                    "<storeCertificate> does not say which certificate to use.",
                    "Name its <thumbprint>, its <subject>, or set <automatic>true</automatic>.");
        }
    }

    private void container(KeyContainerIdentity key) {
        exists("<certificateFile>", key.certificateFile());
        passable("<csp>", key.csp());
        passable("<container>", key.container());
        if (PASSWORD_IN_CONTAINER.matcher(key.container()).matches()) {
            add(
                    SigntoolProblem.SIGNTOOL_CONTAINER_SECRET,
                    "<container> holds the token's password, which every user of the machine could read.",
                    "Name the container only, and unlock the token before the build (SafeNet: single logon).");
        }
    }

    private void keyPair(KeyLockerIdentity key) {
        key.certificateFile().ifPresent(file -> exists("<certificateFile>", file));
        key.kspName().ifPresent(name -> passable("<kspName>", name));
        passable("<keypairAlias>", key.keypairAlias());
        if (key.certificateAlias().isPresent()) {
            add(
                    KeyLockerProblem.KEYLOCKER_CERTIFICATE_ALIAS,
                    "signtool cannot choose a certificate by <certificateAlias>.",
                    "Name it by <thumbprint> or <certificateFile>, or use <engine>embedded</engine>.");
        }
    }

    private void keystore(KeystoreIdentity keystore) {
        exists("<keystore><file>", keystore.file());
        keystore.certificateFile().ifPresent(file -> exists("<keystore><certificateFile>", file));
        if (keystore.type() != KeystoreType.PKCS12) {
            add(
                    SigntoolProblem.SIGNTOOL_KEYSTORE_TYPE,
                    "signtool reads PKCS#12 (PFX) files only, and " + keystore.file() + " is " + keystore.type() + ".",
                    "Convert it with keytool -importkeystore, or use <engine>embedded</engine>.");
        }
        if (keystore.alias().isPresent() || keystore.keyPassword().isPresent()) {
            add(
                    SigntoolProblem.SIGNTOOL_KEYSTORE_ENTRY,
                    "signtool cannot choose an entry of a PFX file by <alias>, nor open one with a <keyPassword>.",
                    "Make a file with this one entry and one password, or use <engine>embedded</engine>.");
        }
        keystore.password().ifPresent(password -> passable("The password of the keystore", password.reveal()));
    }

    private void timestamping(SignatureOptions options) {
        if (!options.timestamping().enabled()) {
            return;
        }
        if (options.timestamping().urls().isEmpty()) {
            add(
                    SigntoolProblem.SIGNTOOL_TIMESTAMP_MISSING,
                    "No timestamp authority is named.",
                    "Name one in <timestamp>, such as http://timestamp.acs.microsoft.com.");
        }
        for (URI url : options.timestamping().urls()) {
            if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
                add(
                        SigntoolProblem.SIGNTOOL_TIMESTAMP_URL,
                        "signtool refuses the timestamp authority " + PublicUrl.of(url)
                                + ": it asks over plain http only, which is " + "safe because the answer is signed.",
                        "Give the authority's http:// address, or use <engine>embedded</engine>.");
            }
        }
    }

    private void exists(String element, Path file) {
        if (!Files.isRegularFile(file)) {
            add(FileProblem.FILE_MISSING, element + " " + file + " does not exist or is no file.", "Correct the path.");
        }
    }

    private void passable(String what, String text) {
        if (!WindowsCommandLine.canPass(text, false) || !WindowsCommandLine.canPass(text, true)) {
            add(
                    SigntoolProblem.SIGNTOOL_ARGUMENT,
                    what + " mixes double quotes and backslashes in a way that cannot be handed to a Windows program.",
                    "Leave the double quotes out.");
        }
    }

    private void add(ProblemId id, String cause, String remedy) {
        problems.add(Problem.of(id, cause, remedy));
    }
}
