package io.github.authenticode.plan.text;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A URL as logs, reports and messages show it. Some timestamp authorities take a password before the host or a key in
 * the query ({@code ?apikey=…}), as do proxies; the values of both, and what follows {@code #}, are shown as {@code
 * ****} wherever a URL is shown.
 */
public final class PublicUrl {
    private static final String HIDDEN = "****";
    private static final Pattern USER_INFO = Pattern.compile("^([^/?#]*//)[^/?#]*@");
    private static final Pattern MALFORMED_USER_INFO = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*:/+|)[^?#]*@");
    /** What has been hidden already, with what a sentence puts behind it. */
    private static final Pattern DONE = Pattern.compile("\\*{4}[:,.)\\]]*");

    private static final Pattern IN_TEXT = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s\"'<>]+");

    private PublicUrl() {}

    public static String of(URI address) {
        return of(address.toString());
    }

    /** Of what should be a URL and may be none. */
    public static String of(String text) {
        String beforeFragment = text.replaceFirst("(?s)#.*", "");
        String base = beforeFragment.replaceFirst("(?s)\\?.*", "");
        String query = beforeFragment.substring(base.length());
        String fragment = text.substring(beforeFragment.length());
        Pattern userInfo = isWellFormed(text) ? USER_INFO : MALFORMED_USER_INFO;
        return userInfo.matcher(base).replaceFirst("$1" + HIDDEN + "@")
                + (query.length() > 1 ? "?" + hidden(query.substring(1)) : query)
                + (fragment.length() > 1 ? "#" + hiddenValue(fragment.substring(1)) : fragment);
    }

    /** A text with every URL in it so shown: a command line, or what a program wrote. */
    public static String inText(String text) {
        return IN_TEXT.matcher(text).replaceAll(match -> Matcher.quoteReplacement(of(match.group())));
    }

    /** The names of parameters help to see which URL it is. */
    private static String hidden(String query) {
        return Arrays.stream(query.split("[&;]", -1))
                .map(parameter -> {
                    int value = parameter.indexOf('=') + 1;
                    return parameter.substring(0, value) + hiddenValue(parameter.substring(value));
                })
                .collect(Collectors.joining("&"));
    }

    private static String hiddenValue(String value) {
        return DONE.matcher(value).matches() ? value : HIDDEN;
    }

    private static boolean isWellFormed(String text) {
        try {
            return Optional.ofNullable(new URI(text).getHost()).isPresent();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
