package io.github.authenticode.cloud.service;

/** All that is known when a service refuses something. */
public interface RefusalContext {
    ServiceAnswer answer();

    /** Status and words of the answer, and what the service's support asks for. */
    String evidence();

    /** Fills the placeholders of a text of the catalogue. */
    String fill(String text);
}
