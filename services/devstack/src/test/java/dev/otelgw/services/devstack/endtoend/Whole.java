package dev.otelgw.services.devstack.endtoend;

import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.standin.Interactions;
import dev.otelgw.services.standin.World;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One stack for all tests of a process that only look: it takes half a minute to start. */
final class Whole implements BeforeAllCallback, ParameterResolver {

  static final String GUILD = "100000000000000001";
  static final String CHANNEL = "200000000000000001";
  static final String OTHER_CHANNEL = "200000000000000002";
  static final String ROLE = "300000000000000001";
  static final String HOST = "400000000000000001";

  private static final AtomicInteger PLAYERS = new AtomicInteger(10);

  /** Started once; closed with the process, since classes of a test run end one by one. */
  private static final class Shared {

    static final DevStack STACK = start("whole");

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(STACK::close, "whole"));
    }

    private Shared() {}
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Objects.requireNonNull(Shared.STACK);
  }

  /** A stack of one's own, in a world with a guild, two channels, a role and a host. */
  static DevStack start(String name) {
    DevStack stack =
        DevStack.in(Path.of("target", "stacks", System.getProperty("test.fork", "1"), name))
            .environment("MESSAGE_RETRY_DELAYS", "1s,3s,5s,10s,20s,30s")
            .interval(Duration.ofSeconds(2))
            .start();
    stack
        .discord()
        .world()
        .guild(GUILD, "Board Games")
        .channel(GUILD, CHANNEL, "games")
        .channel(GUILD, OTHER_CHANNEL, "chess")
        .role(GUILD, ROLE, "players")
        .user(HOST, "hanna")
        .member(GUILD, HOST, World.MANAGE_GUILD, ROLE);
    return stack;
  }

  /** Somebody new in the guild, not logged in. */
  static String stranger(DevStack stack) {
    String id = "4000000000000%05d".formatted(PLAYERS.incrementAndGet());
    stack.discord().world().user(id, "player" + id.substring(13)).member(GUILD, id, 0, ROLE);
    return id;
  }

  /** Presses buttons and types commands, in the first channel. */
  static Interactions discord(DevStack stack) {
    return stack
        .discord()
        .interactions(URI.create(stack.service(Service.BOT).url() + "/interactions"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == DevStack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Shared.STACK;
  }
}
