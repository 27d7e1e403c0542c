package dev.otelgw.services.api.guilds;

import dev.otelgw.services.api.directory.Directory;
import dev.otelgw.services.api.directory.Rights;
import dev.otelgw.services.api.http.Answers;
import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.http.Requests;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.UserGuild;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/v1/guilds}: the caller's guilds and their settings. Guilds go by their Discord id.
 */
public final class GuildRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(GuildRoutes.class);
  private static final int MOST_ROLES = 50;

  private final Sessions sessions;
  private final Directory directory;
  private final Database database;

  /** Those with these means. */
  public GuildRoutes(Sessions sessions, Directory directory, Database database) {
    this.sessions = sessions;
    this.directory = directory;
    this.database = database;
  }

  /**
   * A guild that takes part, as its member sees it.
   *
   * @param id ours
   * @param guildId at Discord
   * @param mayManage whether the caller may change its settings
   */
  record GuildView(
      UUID id,
      String guildId,
      String name,
      @Nullable String icon,
      boolean owner,
      boolean mayManage) {

    static GuildView of(GuildConfig config, UserGuild guild) {
      return new GuildView(
          config.id(), guild.id(), guild.name(), guild.icon(), guild.owner(), guild.managed());
    }
  }

  /** Adds them. */
  public void add(RoutesConfig routes) {
    String guild = "/api/v1/guilds/{guild_id}";
    routes.get("/api/v1/guilds", sessions.requiring(this::list));
    routes.get(guild, sessions.requiring(this::get));
    routes.get(guild + "/config", sessions.requiring(this::config));
    routes.post(guild + "/config", sessions.requiring(this::create));
    routes.put(guild + "/config", sessions.requiring(this::update));
    routes.get(guild + "/roles", sessions.requiring(this::roles));
  }

  private void list(Context request, Caller caller) {
    List<UserGuild> guilds = directory.guilds(caller);
    List<String> ids = guilds.stream().map(UserGuild::id).toList();
    Map<String, GuildConfig> configs =
        database.transaction(connection -> GuildStore.find(connection, ids));
    List<GuildView> views =
        guilds.stream()
            .flatMap(guild ->
                Optional.ofNullable(configs.get(guild.id())).stream()
                    .map(config -> GuildView.of(config, guild)))
            .toList();
    Answers.json(request, Map.of("guilds", views));
  }

  private void get(Context request, Caller caller) {
    UserGuild guild = guild(request, caller);
    Answers.json(request, GuildView.of(configOf(guild), guild));
  }

  private void config(Context request, Caller caller) {
    UserGuild guild = guild(request, caller);
    Rights.requireManageGuild(guild);
    Answers.json(request, configOf(guild));
  }

  private void create(Context request, Caller caller) {
    UserGuild guild = guild(request, caller);
    Rights.requireManageGuild(guild);
    GuildConfig config =
        changed(
            Requests.body(request),
            new GuildConfig(UUID.randomUUID(), guild.id(), List.of(), false));
    if (!database.transaction(connection -> GuildStore.insert(connection, config))) {
      throw Problem.conflict("the guild is configured already; change that with PUT");
    }
    LOG.info("guild {} configured by user {}", guild.id(), caller.discordId());
    Answers.created(request, config);
  }

  private void update(Context request, Caller caller) {
    UserGuild guild = guild(request, caller);
    Rights.requireManageGuild(guild);
    Fields fields = Requests.body(request);
    GuildConfig config =
        database.transaction(connection -> {
          GuildConfig next =
              changed(
                  fields,
                  GuildStore.lock(connection, guild.id())
                      .orElseThrow(() -> Problem.notFound("guild configuration")));
          GuildStore.update(connection, next);
          return next;
        });
    LOG.info("settings of guild {} changed by user {}", guild.id(), caller.discordId());
    Answers.json(request, config);
  }

  private static GuildConfig changed(Fields fields, GuildConfig config) {
    fields.notNull("bot_manager_role_ids", "require_host_role");
    List<String> roles = fields.discordIds("bot_manager_role_ids", MOST_ROLES);
    Boolean required = fields.flag("require_host_role");
    fields.done();
    return new GuildConfig(
        config.id(),
        config.guildId(),
        roles == null ? config.botManagerRoleIds() : roles,
        required == null ? config.requireHostRole() : required);
  }

  private void roles(Context request, Caller caller) {
    UserGuild guild = guild(request, caller);
    configOf(guild);
    Answers.json(request, Map.of("roles", directory.roles(guild.id())));
  }

  private UserGuild guild(Context request, Caller caller) {
    return directory.guild(caller, Requests.discordId(request, "guild_id", "guild"), "guild");
  }

  private GuildConfig configOf(UserGuild guild) {
    return database
        .transaction(connection -> GuildStore.find(connection, guild.id()))
        .orElseThrow(() -> Problem.notFound("guild"));
  }
}
