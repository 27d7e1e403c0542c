package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Configuration of the extension {@code headers_setter}. */
public record HeadersSetterConfig(
    @Setting("What to do with the headers of an exporter's requests, in this order.")
        List<HeaderConfig> headers,
    @Setting("An extension that gives requests its credentials before that.")
        @Nullable Reference<ClientAuthenticator> additionalAuth)
    implements Checked {

  /** Nothing to do, which is refused. */
  public HeadersSetterConfig() {
    this(List.of(), null);
  }

  /** Copies the list. */
  public HeadersSetterConfig {
    headers = List.copyOf(headers);
  }

  /** What to do. */
  public enum Action {
    /** Adds the header where there is none of that name. */
    INSERT,
    /** Changes the header where there is one of that name. */
    UPDATE,
    /** Changes the header, or adds it. */
    UPSERT,
    /** Takes the header away. */
    DELETE
  }

  /** One step. */
  public record HeaderConfig(
      @Setting(
              "insert (if the exporter sends none), update (if it does), upsert (both), delete."
                  + " Where there is no value, insert, update and upsert send none.")
          Action action,
      @Setting("The header.") String key,
      @Setting("Its value.") @Nullable Secret value,
      @Setting("A file that holds the value. It is read again when it changes.")
          @Nullable String valueFile,
      @Setting(
              "A header of the request whose data is sent (the receiver needs include_metadata;"
                  + " where requests are joined, metadata_keys).")
          @Nullable String fromContext,
      @Setting("What authentication of that request found out, such as subject.")
          @Nullable String fromAttribute,
      @Setting("The value where from_context or from_attribute gives none.")
          @Nullable Secret defaultValue)
      implements Checked {

    /** An upsert of nothing, which is refused. */
    public HeaderConfig() {
      this(Action.UPSERT, "", null, null, null, null, null);
    }

    /** An empty text is none. */
    public HeaderConfig {
      valueFile = "".equals(valueFile) ? null : valueFile;
      fromContext = "".equals(fromContext) ? null : fromContext;
      fromAttribute = "".equals(fromAttribute) ? null : fromAttribute;
    }

    @Override
    public void check(Problems problems) {
      if (key.isEmpty()) {
        problems.error("key", "is missing; write the name of a header");
      } else {
        HeaderText.checkName("key", key, problems);
      }
      long sources =
          Stream.of(value, valueFile, fromContext, fromAttribute).filter(Objects::nonNull).count();
      if (action != Action.DELETE && sources == 0) {
        problems.error(
            "value", "is missing; set value, value_file, from_context or from_attribute");
      }
      if (action == Action.DELETE && (sources > 0 || defaultValue != null)) {
        problems.warning("action", "delete uses no value; remove it");
      } else if (sources > 1) {
        problems.error(
            "value",
            "is one of several; keep one of value, value_file, from_context, from_attribute");
      }
      if ("raw".equals(fromAttribute)) {
        problems.error(
            "from_attribute",
            "\"raw\" holds the password and is not kept here; from_context: authorization has the"
                + " whole header");
      }
      checkValue("value", value, problems);
      checkValue("default_value", defaultValue, problems);
    }

    private static void checkValue(String key, @Nullable Secret value, Problems problems) {
      if (value != null && !value.isEmpty() && !HeaderText.isValue(value.reveal())) {
        problems.error(key, "has a space at an end, a line break or a character that is not ASCII");
      }
    }
  }

  @Override
  public void check(Problems problems) {
    if (headers.isEmpty()) {
      problems.error("headers", "is empty; write at least one, such as key: X-Scope-OrgID");
    }
  }
}
