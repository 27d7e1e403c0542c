package dev.otelgw.gateway.auth;

import dev.otelgw.gateway.auth.BasicAuthConfig.HtpasswdConfig;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;

/**
 * Knows users by their names and passwords (RFC 7617). A check that takes long is made once for
 * each pair, and never on an event loop.
 */
final class BasicServer implements Component, ServerAuthenticator {

  private static final String FILE = "htpasswd.file";

  private static final Verdict NOBODY =
      unknown("no user and password came; send them as HTTP Basic (RFC 7617)");
  private static final Verdict MALFORMED =
      unknown("the header Authorization is not of the form of HTTP Basic (RFC 7617)");
  private static final Verdict WRONG = unknown("user and password are not ones known here");

  private static final StoredPassword NO_PASSWORD = StoredPassword.of("");

  /** As many as may wait for a slow check: each is a request that somebody sent. */
  private static final int MOST_WAITING = 10_000;

  private final HtpasswdConfig config;
  private final ComponentId id;
  private final Logger log;
  private final Followed file;

  /** Slow checks are to leave processors to those who are known. */
  private final Semaphore checks =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  private volatile Users users = new Users(new Htpasswd(Map.of(), List.of()), new Judgements());

  /** The users of one reading, and what is known of their passwords. */
  private record Users(Htpasswd htpasswd, Judgements judgements) {

    /** For a name that is not known, another's password: the time must not tell who is known. */
    StoredPassword stored(BasicCredentials given) {
      StoredPassword stored = htpasswd.users().get(given.name());
      return stored != null ? stored : htpasswd.slowest().orElse(NO_PASSWORD);
    }

    boolean matches(BasicCredentials given) {
      boolean fits = stored(given).matches(given.password());
      return fits && htpasswd.users().containsKey(given.name());
    }
  }

  BasicServer(HtpasswdConfig config, ComponentId id, Logger log) {
    this.config = config;
    this.id = id;
    this.log = log;
    Map<String, String> files = config.file().isEmpty() ? Map.of() : Map.of(FILE, config.file());
    this.file = new Followed(id, files, this::use, log);
  }

  private void use(Map<String, String> texts) {
    String name = FILE + " " + config.file();
    Htpasswd read = Htpasswd.read(texts.getOrDefault(FILE, ""));
    if (texts.containsKey(FILE) && read.users().isEmpty()) {
      String why = read.problems().isEmpty() ? "has no users in it" : read.problems().getFirst();
      throw new IllegalArgumentException(name + ": " + why);
    }
    for (String problem : read.problems()) {
      log.warn("{}: {}, {}; that line is skipped", id, name, problem);
    }
    users = new Users(read.with(Htpasswd.read(config.inline().reveal())), new Judgements());
  }

  @Override
  public void start() {
    file.start();
  }

  /** For step-by-step tests. */
  Followed file() {
    return file;
  }

  @Override
  public Optional<Verdict> judgeAtOnce(Headers headers) {
    List<String> values = headers.get("Authorization");
    return values.isEmpty() ? Optional.of(NOBODY) : atOnce(BasicCredentials.of(values.getFirst()));
  }

  private Optional<Verdict> atOnce(Optional<BasicCredentials> given) {
    return given.isEmpty() ? Optional.of(MALFORMED) : atOnce(users, given.get());
  }

  private static Optional<Verdict> atOnce(Users now, BasicCredentials given) {
    return now.stored(given).isSlow()
        ? now.judgements().find(given.pair()).map(right -> verdict(given, right))
        : Optional.of(verdict(given, now.matches(given)));
  }

  @Override
  public Verdict judge(Headers headers) {
    return judgeAtOnce(headers)
        .orElseGet(() ->
            BasicCredentials.of(headers.get("Authorization").getFirst())
                .map(this::check)
                .orElse(MALFORMED));
  }

  private Verdict check(BasicCredentials given) {
    if (checks.getQueueLength() > MOST_WAITING) {
      return unknown("too many logins are being checked");
    }
    checks.acquireUninterruptibly();
    try {
      Users now = users;
      // Whoever was before us may have come with the same ones.
      return atOnce(now, given)
          .orElseGet(() -> {
            boolean right = now.matches(given);
            now.judgements().remember(given.pair(), right);
            return verdict(given, right);
          });
    } finally {
      checks.release();
    }
  }

  private static Verdict verdict(BasicCredentials given, boolean right) {
    return right
        ? new Verdict.Known(Map.of("subject", given.name(), "username", given.name()))
        : WRONG;
  }

  private static Verdict unknown(String message) {
    return new Verdict.Unknown(message, "Basic realm=\"otelgw\", charset=\"UTF-8\"");
  }

  @Override
  public void close() {
    file.close();
  }
}
