package io.github.authenticode.cloud.service;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;

/**
 * A request before anybody has signed in for it.
 *
 * @param body JSON, which is posted; nothing is, without one
 * @param headers beside those that every request has; no secret
 */
public record ServiceRequest(URI address, Optional<String> body, Map<String, String> headers) {
    public ServiceRequest {
        headers = Map.copyOf(headers);
    }

    public static ServiceRequest get(URI address) {
        return new ServiceRequest(address, Optional.empty(), Map.of());
    }

    public static ServiceRequest post(URI address, String json) {
        return new ServiceRequest(address, Optional.of(json), Map.of());
    }

    HttpRequest authorized(Authorization authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .header("User-Agent", "authenticode-maven-plugin");
        body.ifPresent(
                json -> request.setHeader("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
        authorization.headers().forEach(request::setHeader);
        headers.forEach(request::setHeader);
        return request.build();
    }
}
