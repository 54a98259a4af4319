package io.github.authenticode.signtooldouble.commandline;

import java.util.Locale;
import java.util.Set;

/**
 * The options of one command, by name without slash. A switch stands alone, the others take a parameter; only the
 * repeatable ones may stand twice, which the help text does not tell (found by trying each with signtool 10.0.26100).
 */
public record OptionTable(Usage usage, Set<String> switches, Set<String> withParameter, Set<String> repeatable) {

    public static final OptionTable SIGN = new OptionTable(
            Usage.SIGN,
            words("a sm as q v debug uw fdchw tdchw seal itos force nosealwarn noenclavewarn ph nph rmc ds dxml"),
            words("ac c f i n p r s sha1 fd u csp kc d du t tr tseal td dg di dlib dmdf p7 p7co p7ce sa"),
            words("a sm as q v debug sa"));

    public static final OptionTable VERIFY = new OptionTable(
            Usage.VERIFY,
            words("a ad as pa kp tw all ms sl p7 bp enclave q ph d v debug w2010pca now2010pca"),
            words("ag c o hash pg ca r sha1 u ds p7content"),
            words("sha1 ca u tw q v debug"));

    public static final OptionTable TIMESTAMP = new OptionTable(
            Usage.TIMESTAMP, words("q v debug p7 force nosealwarn"), words("t tr tseal td tp"), words("q v debug"));

    public static final OptionTable REMOVE = new OptionTable(Usage.REMOVE, words("c q s u v"), Set.of(), words("q v"));

    boolean knows(String name) {
        return switches.contains(name) || withParameter.contains(name);
    }

    static String nameOf(String argument) {
        return argument.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Set<String> words(String names) {
        return Set.of(names.split(" "));
    }
}
