package io.github.authenticode.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The record of one signing or one verification: these components, in this order, are the JSON. What is absent is left
 * out of it. {@code report-1.0.schema.json} describes it, and a test holds the two together.
 *
 * @param schema the {@code $id} of that schema
 * @param outcome interrupted if the run was, else failed if any file is not as it should be, or if a problem kept the
 * run from its files
 * @param finishedAt ISO 8601 instant, UTC
 * @param testCertificate nothing in this report is fit for a release
 * @param online left out where the run ended before it was known
 * @param checks that concern no single signature; left out in a signing
 * @param problems those that concern no single file
 * @param archives names of those that were looked into; left out if none was
 * @param files in the order of the plan
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
        @JsonProperty("$schema") String schema,
        String schemaVersion,
        Kind kind,
        Outcome outcome,
        String finishedAt,
        long durationMillis,
        boolean testCertificate,
        PluginId plugin,
        @Nullable ProjectId project,
        @Nullable Signing signing,
        @Nullable Policy policy,
        @Nullable SecondOpinion secondOpinion,
        @Nullable Online online,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CheckEntry> checks,
        Summary summary,
        List<String> warnings,
        List<ProblemEntry> problems,
        @Nullable List<String> archives,
        List<FileEntry> files) {
    public static final String SCHEMA_VERSION = "1.0";
    public static final String SCHEMA_ID = "urn:authenticode-maven-plugin:report:" + SCHEMA_VERSION;

    /** The kind of the report, by the goal that wrote it. */
    public enum Kind {
        SIGNING,
        VERIFICATION;

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The whole run in one word. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** Somebody asked the JVM to end before the run had come to its end. */
        INTERRUPTED;

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The way in which it was signed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Signing(
            String identity,
            String engine,
            Timestamp timestamp,
            @Nullable Service service) {}

    /**
     * The work of a metered signing service.
     *
     * @param correlationId by which its log knows the requests of this build
     */
    public record Service(String correlationId, int signaturesSpent, int signaturesSaved) {}

    /**
     * The way in which signatures were to be timestamped.
     *
     * @param authorities URLs in the order they are tried; empty where a test certificate brought its own authority
     */
    public record Timestamp(boolean enabled, List<String> authorities) {}

    /** The policy that files were held against. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Policy(
            @Nullable String publisher,
            @Nullable String subscriberEku,
            boolean timestampRequired,
            @Nullable PolicyFile file,
            List<RuleEntry> rules,
            List<String> trustSources,
            @Nullable String verifyAt) {}

    /**
     * The file that rules were read from.
     *
     * @param sha256 of the bytes of the file
     */
    public record PolicyFile(String name, String sha256) {}

    /**
     * The other judge, if one was asked.
     *
     * @param judge left out if none was asked
     * @param version left out where it is not known
     * @param reason why none was asked; left out otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SecondOpinion(
            boolean asked,
            @Nullable String judge,
            @Nullable String version,
            @Nullable String reason) {}

    /** The services that the verifier was allowed to ask: {@code off}, {@code soft} or {@code hard}; host names. */
    public record Online(String revocation, boolean fetchIntermediates, List<String> allowedHosts) {}

    /**
     * The numbers of files by how they ended: three counts each for a signing and for a verification.
     *
     * @param fromIdenticalFile how many of those signed are copies of an identical file that this build signed
     * @param fromCache how many of those signed have a signature that was in the cache
     * @param fromEarlierRun how many of those signed were signed by a run that ended early
     * @param kept how many were left alone since another publisher has signed them; left out where there is none
     * @param unfinished files that an interrupted run did not come to an end with; left out of other runs
     * @param warnings how often a file breaks a rule that only warns
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            int files,
            @Nullable Integer signed,
            @Nullable Integer fromIdenticalFile,
            @Nullable Integer fromCache,
            @Nullable Integer fromEarlierRun,
            @Nullable Integer kept,
            @Nullable Integer skipped,
            @Nullable Integer failed,
            @Nullable Integer trusted,
            @Nullable Integer rejected,
            @Nullable Integer disputed,
            @Nullable Integer unfinished,
            int warnings) {}
}
