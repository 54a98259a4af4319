package io.github.authenticode.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.authenticode.verify.online.Fetcher.Kind;
import io.github.authenticode.verify.online.FileBudget.SpentException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class FileBudgetTest {
    private final FileBudget budget = new FileBudget();

    @Test
    void hostThatDoesNotAnswerTwiceIsNotAskedAgainForTheFile() throws Exception {
        unanswered(Kind.CERTIFICATES, "http://a/1");
        unanswered(Kind.CERTIFICATES, "http://a/2");

        assertThatThrownBy(() -> budget.spend(Kind.CERTIFICATES, URI.create("http://a/3")))
                .isInstanceOf(SpentException.class)
                .hasMessage("not asked again, since this host gave no answer 2 times for this file");
        budget.spend(Kind.CERTIFICATES, URI.create("http://a:8080/3"));
        budget.spend(Kind.CERTIFICATES, URI.create("https://a/3"));
        assertThat(budget.refusals()).isOne();
    }

    @Test
    void addressesOfIssuersTakeNothingFromRevocation() throws Exception {
        for (int i = 0; i < 6; i++) {
            unanswered(Kind.CERTIFICATES, "http://host" + i + "/");
        }

        assertThatThrownBy(() -> budget.spend(Kind.CERTIFICATES, URI.create("http://another/")))
                .hasMessage("not asked, since 6 requests for this file were not answered");
        budget.spend(Kind.OCSP, URI.create("http://host0/"));
        budget.spend(Kind.CRL, URI.create("http://host1/"));
    }

    private void unanswered(Kind kind, String address) throws SpentException {
        budget.spend(kind, URI.create(address));
        budget.unanswered(kind, URI.create(address));
    }
}
