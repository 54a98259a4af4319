package io.github.authenticode.verify.cms;

/** Object identifiers of the unsigned attributes that hold timestamps. */
public final class TimestampAttributes {
    /** An RFC 3161 token in an Authenticode signature (wintrust.h, szOID_RFC3161_counterSign). */
    public static final String AUTHENTICODE = "1.3.6.1.4.1.311.3.3.1";
    /** An RFC 3161 token in any other CMS signature (RFC 3161, appendix A). */
    public static final String CMS = "1.2.840.113549.1.9.16.2.14";
    /** The content type of a token (RFC 3161, 2.4.2). */
    public static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
    /** The countersignature of {@code signtool /t} (RFC 2985, 5.3.6). */
    public static final String COUNTERSIGNATURE = "1.2.840.113549.1.9.6";

    private TimestampAttributes() {}
}
