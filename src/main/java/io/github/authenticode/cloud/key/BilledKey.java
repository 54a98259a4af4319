package io.github.authenticode.cloud.key;

/** A remote key whose service may bill each signature. */
public interface BilledKey extends RemoteKey {
    /** How many signatures the service has made, or may have. */
    int spent();
}
