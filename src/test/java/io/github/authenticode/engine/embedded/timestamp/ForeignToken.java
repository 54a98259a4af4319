package io.github.authenticode.engine.embedded.timestamp;

import io.github.authenticode.engine.embedded.keys.Issued;
import java.security.MessageDigest;
import java.util.List;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * An answer that is good but for the certificate that signed it. Bouncy Castle's own generator refuses to sign with one
 * that is not for timestamps.
 */
final class ForeignToken {
    private ForeignToken() {}

    static byte[] signedBy(Issued signer, byte[] genuineAnswer) throws Exception {
        byte[] content = new TimeStampResponse(genuineAnswer)
                .getTimeStampToken()
                .getTimeStampInfo()
                .getEncoded();
        byte[] thumbprint =
                MessageDigest.getInstance("SHA-256").digest(signer.certificate().getEncoded());
        Attribute certificateId = new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(thumbprint))));

        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .setSignedAttributeGenerator(
                        new DefaultSignedAttributeTableGenerator(new AttributeTable(certificateId)))
                .build("SHA256withRSA", signer.key(), signer.certificate()));
        generator.addCertificates(new JcaCertStore(List.of(signer.certificate())));
        return new TimeStampResp(
                        new PKIStatusInfo(PKIStatus.granted),
                        generator
                                .generate(
                                        new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, content), true)
                                .toASN1Structure())
                .getEncoded();
    }
}
