package io.github.authenticode.engine.embedded.testcertificate;

import io.github.authenticode.diagnose.ExceptionText;
import io.github.authenticode.engine.embedded.keys.KeySource;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** The answering side of RFC 3161, without the network around it. Safe for use by several threads. */
final class TimestampResponder {
    /** A policy must be named; this arc is the one that RFC 3161 leaves to tests of OpenSSL and everybody else. */
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

    private static final Set<ASN1ObjectIdentifier> DIGESTS =
            Set.of(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512);
    private static final int SERIAL_BITS = 64;

    private final KeySource source;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TimestampResponder(KeySource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    byte[] respond(byte[] query) throws IOException {
        try {
            TimeStampResponseGenerator generator = generator();
            return answer(generator, query).getEncoded();
        } catch (TSPException | OperatorCreationException | CertificateEncodingException e) {
            throw new IOException("the test authority cannot sign: " + ExceptionText.of(e), e);
        }
    }

    private TimeStampResponse answer(TimeStampResponseGenerator generator, byte[] query) throws TSPException {
        TimeStampRequest request;
        try {
            request = new TimeStampRequest(query);
        } catch (IOException e) {
            return generator.generateFailResponse(
                    PKIStatus.REJECTION, PKIFailureInfo.badDataFormat, "the query is malformed");
        }
        try {
            return generator.generateGrantedResponse(
                    request, new BigInteger(SERIAL_BITS, random), Date.from(clock.instant()));
        } catch (TSPException e) {
            return generator.generateRejectedResponse(e);
        }
    }

    private TimeStampResponseGenerator generator()
            throws TSPException, OperatorCreationException, CertificateEncodingException {
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withRSA", source.key(), source.certificate()),
                new JcaDigestCalculatorProviderBuilder()
                        .build()
                        .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                POLICY);
        tokens.addCertificates(new JcaCertStore(List.of(source.certificate())));
        return new TimeStampResponseGenerator(tokens, DIGESTS);
    }
}
