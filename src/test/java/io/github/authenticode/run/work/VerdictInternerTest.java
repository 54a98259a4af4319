package io.github.authenticode.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.authenticode.run.reuse.verdicts.VerdictCopy;
import io.github.authenticode.testing.run.SampleRuns;
import io.github.authenticode.verify.certificate.CertificateInfo;
import io.github.authenticode.verify.verdict.SignatureVerdict;
import io.github.authenticode.verify.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictInternerTest {
    private final VerdictInterner common = new VerdictInterner();

    @Test
    void equalPartsOfVerdictsAreHeldOnce() throws Exception {
        SignatureVerdict first = only(common.of(VerdictCopy.of(SampleRuns.trusted())));
        SignatureVerdict second = only(common.of(VerdictCopy.of(SampleRuns.trusted())));

        assertThat(second).isNotSameAs(first).isEqualTo(first);
        assertThat(second.signer().orElseThrow()).isSameAs(first.signer().orElseThrow());
        assertThat(second.chain().get(0)).isSameAs(first.signer().orElseThrow());
        assertThat(second.anchor().orElseThrow()).isSameAs(first.anchor().orElseThrow());
        assertThat(second.timestamp().orElseThrow().authority().orElseThrow())
                .isSameAs(first.timestamp().orElseThrow().authority().orElseThrow());
        assertThat(second.evidence().orElseThrow().checks().get(0))
                .isSameAs(first.evidence().orElseThrow().checks().get(0));
    }

    @Test
    void nothingOfAVerdictIsLostOrTakenForAnother() throws Exception {
        for (Verdict verdict : List.of(
                SampleRuns.trusted(),
                new Verdict(List.of(SampleRuns.signature(SampleRuns.BAD_DIGEST)), List.of(SampleRuns.PADDING)),
                new Verdict(List.of(SampleRuns.signatureOfCatalog("app.cat", SampleRuns.LEGACY)), List.of()),
                new Verdict(List.of(SampleRuns.signatureWithoutSigner(), SampleRuns.signature()), List.of()),
                new Verdict(List.of(), List.of(SampleRuns.BAD_DIGEST)))) {
            assertThat(common.of(VerdictCopy.of(verdict))).isEqualTo(verdict);
        }
    }

    @Test
    void certificatesOfOneThumbprintThatAreDescribedInOtherWordsStayApart() {
        for (String subject : List.of("CN=first", "CN=second")) {
            Verdict verdict = new Verdict(List.of(signatureOf(SampleRuns.certificate(subject, "1", "a1"))), List.of());

            assertThat(common.of(verdict)).isEqualTo(verdict);
        }
    }

    private static SignatureVerdict signatureOf(CertificateInfo signer) {
        return new SignatureVerdict(
                "SHA-256",
                Optional.of(signer),
                List.of(signer),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static SignatureVerdict only(Verdict verdict) {
        assertThat(verdict.signatures()).hasSize(1);
        return verdict.signatures().get(0);
    }
}
