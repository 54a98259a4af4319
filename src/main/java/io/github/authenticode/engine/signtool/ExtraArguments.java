package io.github.authenticode.engine.signtool;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.catalogue.ProblemId;
import io.github.authenticode.diagnose.catalogue.SigntoolProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The check of {@code <extraArguments>}, the last resort: options that this plugin does not know, and nothing else. */
final class ExtraArguments {
    /** Options that have an element of their own; signtool fails on an option that stands twice. */
    private static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("fd", "<digest>"),
            Map.entry("td", "<digest>"),
            Map.entry("tr", "<timestamp>"),
            Map.entry("t", "<timestamp>"),
            Map.entry("d", "<description>"),
            Map.entry("du", "<url>"),
            Map.entry("as", "<existingSignature>"),
            Map.entry("ph", "<pageHashes>"),
            Map.entry("nph", "<pageHashes>"),
            Map.entry("ac", "<additionalCertificate>"),
            Map.entry("debug", "<debug>"),
            Map.entry("dlib", "<artifactSigning>"),
            Map.entry("dmdf", "<artifactSigning>"),
            Map.entry("f", "<keystore> or <keyContainer>"),
            Map.entry("csp", "<keyContainer>"),
            Map.entry("kc", "<keyContainer>"),
            Map.entry("sha1", "<storeCertificate>"),
            Map.entry("n", "<storeCertificate>"),
            Map.entry("i", "<storeCertificate>"),
            Map.entry("r", "<storeCertificate>"),
            Map.entry("s", "<storeCertificate>"),
            Map.entry("sm", "<storeCertificate>"),
            Map.entry("a", "<storeCertificate>"));

    /** Options that would leave the plugin without a signed file, or blind. */
    private static final Set<String> HARMFUL = Set.of("q", "v", "dg", "ds", "di", "dxml", "p7", "p7co", "p7ce", "?");

    /** How many values follow an option, where that is not one or none as the next argument tells. */
    private static final Map<String, Integer> VALUES = Map.ofEntries(
            Map.entry("sa", 2),
            Map.entry("c", 1),
            Map.entry("u", 1),
            Map.entry("p", 1),
            Map.entry("tseal", 1),
            Map.entry("rmc", 0),
            Map.entry("uw", 0),
            Map.entry("fdchw", 0),
            Map.entry("tdchw", 0),
            Map.entry("seal", 0),
            Map.entry("itos", 0),
            Map.entry("force", 0),
            Map.entry("nosealwarn", 0),
            Map.entry("noenclavewarn", 0));

    private final List<String> arguments;
    private final List<Problem> problems = new ArrayList<>();

    private ExtraArguments(List<String> arguments) {
        this.arguments = arguments;
    }

    static List<Problem> problems(List<String> arguments) {
        ExtraArguments check = new ExtraArguments(arguments);
        check.walk();
        return check.problems;
    }

    private void walk() {
        Set<String> seen = new HashSet<>();
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at++);
            if (!isOption(argument)) {
                add(
                        SigntoolProblem.SIGNTOOL_EXTRA_STRAY,
                        "<extraArguments> holds '" + argument
                                + "', which belongs to no option; signtool would sign it.",
                        "Write options with a slash, and name files in <fileset>.");
                continue;
            }
            String name = argument.substring(1).toLowerCase(Locale.ROOT);
            checkOption(argument, name, seen.add(name));
            at += VALUES.getOrDefault(name, at < arguments.size() && !isOption(arguments.get(at)) ? 1 : 0);
        }
    }

    private void checkOption(String argument, String name, boolean first) {
        if (name.equals("p")) {
            add(
                    SigntoolProblem.SIGNTOOL_EXTRA_SECRET,
                    "<extraArguments> holds a password (/p), which every user of the machine could read.",
                    "Put the password into settings.xml and name its server in <keystore>.");
        } else if (OWNED.containsKey(name)) {
            add(
                    SigntoolProblem.SIGNTOOL_EXTRA_OWNED,
                    "<extraArguments> holds " + argument + ", which has an element of its own.",
                    "Use " + OWNED.get(name) + " instead.");
        } else if (HARMFUL.contains(name)) {
            add(
                    SigntoolProblem.SIGNTOOL_EXTRA_HARMFUL,
                    "<extraArguments> holds " + argument + ", with which the outcome could not be told.",
                    "Remove it.");
        } else if (!first && !name.equals("sa")) {
            add(
                    SigntoolProblem.SIGNTOOL_EXTRA_DUPLICATE,
                    "<extraArguments> holds " + argument + " twice, which signtool refuses.",
                    "Remove one.");
        }
    }

    private static boolean isOption(String argument) {
        return argument.length() > 1 && (argument.startsWith("/") || argument.startsWith("-"));
    }

    private void add(ProblemId id, String cause, String remedy) {
        problems.add(Problem.of(id, cause, remedy));
    }
}
