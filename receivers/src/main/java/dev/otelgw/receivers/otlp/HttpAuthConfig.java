package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.auth.ServerAuth;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Setting;
import java.util.List;

/** Authentication of HTTP requests: what {@link ServerAuth} has, and the query. */
public record HttpAuthConfig(
    @Setting(
            "The extension that judges requests, such as basicauth/agents; service.extensions must"
                + " list it. Who it does not know is answered 401 before a body is read.")
        Reference<ServerAuthenticator> authenticator,
    @Setting(
            "Parameters of the URL's query that it is shown as if they were headers; they win over"
                + " headers of the same name.")
        List<String> requestParams)
    implements Checked {

  /** Copies the list. */
  public HttpAuthConfig {
    requestParams = List.copyOf(requestParams);
  }

  @Override
  public void check(Problems problems) {
    for (int i = 0; i < requestParams.size(); i++) {
      if (requestParams.get(i).isBlank()) {
        problems.error(
            "request_params[%d]".formatted(i), "is empty; write the name of a parameter");
      }
    }
  }
}
