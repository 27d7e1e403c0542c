package dev.otelgw.services.api.templates;

import dev.otelgw.services.api.guilds.ChannelConfig;
import dev.otelgw.services.api.guilds.GuildConfig;
import dev.otelgw.services.games.Game;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** The template that a new guild begins with, so that its members can plan at once. */
public final class FirstTemplate {

  private static final String NAME = "Default";

  private FirstTemplate() {}

  /** Writes it. */
  public static void write(Connection connection, GuildConfig guild, ChannelConfig channel)
      throws SQLException {
    TemplateStore.insert(
        connection,
        new Template(
            UUID.randomUUID(),
            new Game.Place(guild.id(), guild.guildId(), channel.id(), channel.channelId()),
            NAME,
            0,
            true,
            TemplateInput.NO_ROLES,
            TemplateInput.NO_DEFAULTS));
  }
}
