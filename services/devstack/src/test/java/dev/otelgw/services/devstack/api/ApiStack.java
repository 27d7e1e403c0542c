package dev.otelgw.services.devstack.api;

import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.Service;
import dev.otelgw.services.standin.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The API with its servers, and two guilds at Discord. */
final class ApiStack implements AutoCloseable {

  static final String GUILD = "700000000000000001";
  static final String OTHER_GUILD = "700000000000000002";
  static final String CHANNEL = "710000000000000001";
  static final String SECOND_CHANNEL = "710000000000000002";
  static final String OTHER_CHANNEL = "710000000000000009";
  static final String MANAGER_ROLE = "720000000000000001";
  static final String PLAYER_ROLE = "720000000000000002";

  static final String OWNER = "730000000000000001";
  static final String MANAGER = "730000000000000002";
  static final String HOST = "730000000000000003";
  static final String PLAYER = "730000000000000004";
  static final String OUTSIDER = "730000000000000009";

  private static final long FIRST_OF_MANY = 740_000_000_000_000_000L;

  private final DevStack stack;

  private ApiStack(DevStack stack) {
    this.stack = stack;
  }

  static ApiStack start(Path folder) {
    ApiStack api =
        new ApiStack(DevStack.in(folder).services(Service.API).agent(false).gateway(false).start());
    api.stack
        .discord()
        .world()
        .user(OWNER, "olga")
        .user(MANAGER, "max")
        .user(HOST, "hanna")
        .user(PLAYER, "paul")
        .user(OUTSIDER, "otto")
        .guild(GUILD, "Round table")
        .channel(GUILD, CHANNEL, "games")
        .channel(GUILD, SECOND_CHANNEL, "more-games")
        .role(GUILD, MANAGER_ROLE, "managers")
        .role(GUILD, PLAYER_ROLE, "players")
        .member(GUILD, OWNER, World.MANAGE_GUILD)
        .member(GUILD, MANAGER, 0, MANAGER_ROLE)
        .member(GUILD, HOST, 0)
        .member(GUILD, PLAYER, 0, PLAYER_ROLE)
        .guild(OTHER_GUILD, "Elsewhere")
        .channel(OTHER_GUILD, OTHER_CHANNEL, "elsewhere")
        .member(OTHER_GUILD, OUTSIDER, World.MANAGE_GUILD);
    return api;
  }

  DevStack stack() {
    return stack;
  }

  /** A member without roles; the same number is the same member. */
  String member(int number) {
    String id = Long.toString(FIRST_OF_MANY + number);
    stack.discord().world().user(id, "member" + number).member(GUILD, id, 0);
    return id;
  }

  /** Somebody with a browser, not logged in. */
  ApiUser stranger() {
    return new ApiUser(stack.service(Service.API).url());
  }

  /** The same, logged in. */
  ApiUser user(String id) {
    ApiUser user = stranger();
    user.logIn(id);
    return user;
  }

  /** The first column of the first row. */
  Object query(String sql, Object... values) {
    try (Connection connection = stack.postgres().connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet results = statement.executeQuery()) {
        return results.next() ? results.getObject(1) : "";
      }
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    stack.close();
  }
}
