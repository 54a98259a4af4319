package io.github.authenticode.engine.embedded.token;

import io.github.authenticode.diagnose.ForeignText;
import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.diagnose.catalogue.TokenProblem;
import io.github.authenticode.plan.identity.TokenModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reasons for which a PKCS #11 library cannot be asked for its tokens. */
final class LibraryProblems {
    private static final String OTHER_LIBRARY = "Name the library of the token's maker in <library>.";

    private LibraryProblems() {}

    static ProblemException noLibrary(Path library) {
        return problem(
                TokenProblem.PKCS11_LIBRARY_MISSING,
                "The PKCS #11 library " + library + " does not exist.",
                "Install the software of the token's maker, or correct <library>.");
    }

    static ProblemException noModule(TokenModule module, List<Path> places) {
        return problem(
                TokenProblem.PKCS11_LIBRARY_MISSING,
                "The PKCS #11 library of <module>" + module.word() + "</module> is at none of these places: "
                        + places.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".",
                "Install it, or name it in <library> instead of <module>.");
    }

    /** A library that could not be asked for its tokens. */
    static ProblemException unusable(Path library, TokenFailure failure) {
        String name = "The PKCS #11 library " + library;
        String jvm = LibraryArchitecture.normal(System.getProperty("os.arch", ""));
        Optional<String> built = LibraryArchitecture.of(library).filter(a -> !a.equals(jvm));
        if (built.isPresent()) {
            return problem(
                    TokenProblem.PKCS11_LIBRARY_ARCHITECTURE,
                    name + " is built for " + built.get() + ", and this JVM runs on " + jvm + ".",
                    "Install the library for " + jvm + ", or run Maven with a JDK for " + built.get() + ".",
                    failure);
        }
        return switch (failure.kind()) {
            case ENDED ->
                problem(
                        TokenProblem.PKCS11_LIBRARY_CRASHED,
                        name + " ended the program that loaded it.",
                        "Install the newest version of it, and see whether the maker's own program finds the token.",
                        failure);
            case SILENT ->
                problem(
                        TokenProblem.PKCS11_LIBRARY_SILENT,
                        name + " does not answer.",
                        "Take the token out and put it in again, and end other programs that use it.",
                        failure);
            case NOT_STARTED ->
                problem(
                        TokenProblem.PKCS11_PROGRAM,
                        "The Java program that holds the PKCS #11 library could not be started.",
                        "Run Maven with a whole JDK or JRE, whose bin folder holds java.",
                        failure);
            case REFUSED -> refused(name, failure);
        };
    }

    private static ProblemException refused(String name, TokenFailure failure) {
        if (failure.isAny("ClassNotFoundException")) {
            return problem(
                    TokenProblem.PKCS11_PROGRAM,
                    "This Java has no binding to PKCS #11 (the module jdk.crypto.cryptoki).",
                    "Run Maven with a whole JDK.",
                    failure);
        }
        if (failure.isAny("C_GetFunctionList")) {
            return problem(TokenProblem.PKCS11_LIBRARY_TYPE, name + " is no PKCS #11 library.", OTHER_LIBRARY, failure);
        }
        if (failure.isAny("CKR_")) {
            return problem(
                    TokenProblem.PKCS11_LIBRARY_FAILED,
                    name + " cannot be initialised.",
                    "See whether its configuration and its service are there, with the maker's own program.",
                    failure);
        }
        return problem(
                TokenProblem.PKCS11_LIBRARY_UNUSABLE,
                name + " cannot be loaded.",
                "Install what it needs; ldd shows which other libraries are missing. If it is no library at all, correct"
                        + " <library>.",
                failure);
    }

    private static ProblemException problem(ProblemId id, String cause, String remedy) {
        return new ProblemException(Problem.of(id, cause, remedy));
    }

    private static ProblemException problem(ProblemId id, String cause, String remedy, TokenFailure failure) {
        return new ProblemException(Problem.of(id, cause, remedy).withEvidence(ForeignText.oneLine(failure.words())));
    }
}
