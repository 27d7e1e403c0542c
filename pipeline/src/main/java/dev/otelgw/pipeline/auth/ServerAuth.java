package dev.otelgw.pipeline.auth;

import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Setting;

/** Authentication of requests that come in: {@code auth} of a receiver. */
public record ServerAuth(
    @Setting(
            "The extension that judges requests, such as basicauth/agents; service.extensions must"
                + " list it. Who it does not know is answered 401 (gRPC: UNAUTHENTICATED) before a"
                + " body is read.")
        Reference<ServerAuthenticator> authenticator) {}
