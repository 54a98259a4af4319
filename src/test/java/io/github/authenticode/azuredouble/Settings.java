package io.github.authenticode.azuredouble;

import io.github.authenticode.engine.embedded.testcertificate.TestAuthority;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a double; every value has a default. Not changed any more once the double has started. */
public final class Settings {
    Clock clock = Clock.systemUTC();
    Duration tokenLife = Duration.ofSeconds(3599);
    Duration assertionLife = Duration.ofMinutes(5);
    Duration operationTime = Duration.ZERO;
    Duration timestampTime = Duration.ZERO;
    int pollsBeforeDone;
    int rotateAfter = Integer.MAX_VALUE;
    boolean roleAssigned = true;
    boolean managedIdentity = true;
    boolean tolerant;

    @Nullable
    TestAuthority timestamps;

    Settings() {}

    /** The time of tokens and certificates. */
    public Settings clock(Clock value) {
        clock = value;
        return this;
    }

    /** How long an access token of Entra lives; whole seconds. */
    public Settings tokenLife(Duration value) {
        tokenLife = value;
        return this;
    }

    /** How long an assertion of GitHub and the like lives; whole seconds. */
    public Settings assertionLife(Duration value) {
        assertionLife = value;
        return this;
    }

    /** How long the service needs for a signature, in real time. */
    public Settings operationTime(Duration value) {
        operationTime = value;
        return this;
    }

    /** How many times it answers InProgress, whatever the time. */
    public Settings pollsBeforeDone(int value) {
        pollsBeforeDone = value;
        return this;
    }

    /** After so many signatures a new key and certificate come into use. */
    public Settings rotateAfter(int value) {
        rotateAfter = value;
        return this;
    }

    /** The application may do nothing with the certificate profile. */
    public Settings withoutRole() {
        roleAssigned = false;
        return this;
    }

    /** A machine with no managed identity. */
    public Settings withoutManagedIdentity() {
        managedIdentity = false;
        return this;
    }

    /** Takes requests without the headers that Microsoft's client sends and jsign's does not. */
    public Settings tolerant() {
        tolerant = true;
        return this;
    }

    /** Offers timestamps too, each after this time. */
    public Settings timestamps(TestAuthority authority, Duration each) {
        timestamps = authority;
        timestampTime = each;
        return this;
    }

    Optional<TestAuthority> timestamps() {
        return Optional.ofNullable(timestamps);
    }

    public AzureDouble start() throws IOException, GeneralSecurityException {
        return new AzureDouble(this);
    }
}
