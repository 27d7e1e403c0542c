package dev.otelgw.pipeline.auth;

import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Setting;

/** Authentication of requests that go out: {@code auth} of an exporter. */
public record ClientAuth(
    @Setting(
            "The extension that gives requests their credentials, such as basicauth/backend;"
                + " service.extensions must list it.")
        Reference<ClientAuthenticator> authenticator) {}
