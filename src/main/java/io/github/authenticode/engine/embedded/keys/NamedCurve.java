package io.github.authenticode.engine.embedded.keys;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;

/**
 * The curve of an elliptic key (RFC 5480, 2.1.1): mostly an identifier, and sometimes all of its numbers, which may be
 * those of a curve that has a name.
 *
 * @param jdkName of a curve that Windows knows
 * @param description of any, fit after "on"
 */
record NamedCurve(Optional<String> jdkName, String description) {
    private static final Map<ASN1ObjectIdentifier, String> KNOWN = Map.of(
            SECObjectIdentifiers.secp256r1, "secp256r1",
            SECObjectIdentifiers.secp384r1, "secp384r1",
            SECObjectIdentifiers.secp521r1, "secp521r1");

    static NamedCurve of(Optional<ASN1Encodable> parameters) {
        if (parameters.isEmpty()) {
            return new NamedCurve(Optional.empty(), "a curve that it does not name");
        }
        X962Parameters choice = X962Parameters.getInstance(parameters.get());
        if (choice.isNamedCurve()) {
            return named(ASN1ObjectIdentifier.getInstance(choice.getParameters()));
        }
        if (choice.isImplicitlyCA()) {
            return new NamedCurve(Optional.empty(), "a curve that it does not name");
        }
        X9ECParameters numbers = X9ECParameters.getInstance(choice.getParameters());
        return List.copyOf(KNOWN.keySet()).stream()
                .filter(oid -> isSame(numbers, ECNamedCurveTable.getByOID(oid)))
                .findFirst()
                .map(NamedCurve::named)
                .orElse(new NamedCurve(Optional.empty(), "a curve of its own, given by explicit parameters"));
    }

    private static NamedCurve named(ASN1ObjectIdentifier oid) {
        String name = ECNamedCurveTable.getName(oid);
        return new NamedCurve(Optional.ofNullable(KNOWN.get(oid)), "the curve " + (name == null ? oid.getId() : name));
    }

    private static boolean isSame(X9ECParameters one, X9ECParameters other) {
        return one.getCurve().equals(other.getCurve())
                && one.getN().equals(other.getN())
                && one.getG().equals(other.getG());
    }
}
