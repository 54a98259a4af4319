package io.github.authenticode.verify.online;

import io.github.authenticode.verify.online.revocation.OcspAnswer;
import io.github.authenticode.verify.online.revocation.RevocationList;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The memory of what was fetched, for as long as a build lasts, whichever of its modules asked first. Safe for use by
 * several threads.
 */
public final class OnlineMemory {
    final FetchCache<String, OcspAnswer> answers = new FetchCache<>();
    final FetchCache<String, RevocationList> lists = new FetchCache<>();
    final FetchCache<URI, List<X509Certificate>> certificates = new FetchCache<>();
    final SilentResponders silence = new SilentResponders();
}
