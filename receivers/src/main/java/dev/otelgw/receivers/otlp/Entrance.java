package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Headers;
import dev.otelgw.pipeline.auth.ServerAuthenticator.Verdict;
import dev.otelgw.pipeline.config.Reference;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who may send to a port, and what the pipelines are told of him. Thread-safe. */
final class Entrance {

  private static final Optional<Verdict> ANYBODY = Optional.of(new Verdict.Known(Map.of()));

  private final @Nullable ServerAuthenticator authenticator;
  private final boolean includeMetadata;
  private final Notices notices;

  /**
   * Finds the extension.
   *
   * @param authenticator null: anybody may
   * @param includeMetadata whether to tell the headers of a request
   */
  Entrance(
      @Nullable Reference<ServerAuthenticator> authenticator,
      boolean includeMetadata,
      Context context,
      Notices notices) {
    this.authenticator = authenticator == null ? null : context.extensions().get(authenticator);
    this.includeMetadata = includeMetadata;
    this.notices = notices;
  }

  /** The verdict where it is known at once; empty where {@link #judge} has to be asked. */
  Optional<Verdict> judgeAtOnce(Headers headers) {
    if (authenticator == null) {
      return ANYBODY;
    }
    try {
      return authenticator.judgeAtOnce(headers);
    } catch (RuntimeException bug) {
      return Optional.of(failed(bug));
    }
  }

  /** The verdict; may take long. */
  Verdict judge(Headers headers) {
    try {
      return authenticator == null ? new Verdict.Known(Map.of()) : authenticator.judge(headers);
    } catch (RuntimeException bug) {
      return failed(bug);
    }
  }

  /** Who cannot be judged does not come in. */
  private Verdict failed(RuntimeException bug) {
    notices.warn(
        bug.getClass().getName(), "authentication failed in a way it should not; refused", bug);
    return new Verdict.Unknown("internal error, see the gateway's log", "");
  }

  /** What is known of a connection: one for all of its requests. */
  static Caller connection(@Nullable SocketAddress client) {
    return client instanceof InetSocketAddress address && address.getAddress() != null
        ? new Caller(address.getAddress().getHostAddress(), Map.of(), Map.of())
        : Caller.NOBODY;
  }

  /**
   * What is known of a request.
   *
   * @param metadata its headers by names in lower case; asked where they are to be told
   */
  Caller caller(
      Caller connection, Verdict.Known known, Supplier<Map<String, List<String>>> metadata) {
    if (!includeMetadata && known.identity().isEmpty()) {
      return connection;
    }
    return new Caller(
        connection.address(), includeMetadata ? metadata.get() : Map.of(), known.identity());
  }
}
