package dev.otelgw.services.api.templates;

import dev.otelgw.services.api.directory.Directory;
import dev.otelgw.services.api.directory.Rights;
import dev.otelgw.services.api.guilds.ChannelConfig;
import dev.otelgw.services.api.guilds.GuildConfig;
import dev.otelgw.services.api.guilds.GuildStore;
import dev.otelgw.services.api.http.Answers;
import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.http.Requests;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.UserGuild;
import dev.otelgw.services.games.Game;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Templates: for members to plan games by, for managers to change. */
public final class TemplateRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(TemplateRoutes.class);
  private static final int MOST_TEMPLATES = 200;

  private final Sessions sessions;
  private final Directory directory;
  private final Rights rights;
  private final Database database;

  /** Those with these means. */
  public TemplateRoutes(Sessions sessions, Directory directory, Rights rights, Database database) {
    this.sessions = sessions;
    this.directory = directory;
    this.rights = rights;
    this.database = database;
  }

  /** A guild and its settings, as somebody sees it who is in it. */
  private record Place(UserGuild guild, GuildConfig config) {}

  /** Adds them. */
  public void add(RoutesConfig routes) {
    String template = "/api/v1/templates/{template_id}";
    routes.get("/api/v1/guilds/{guild_id}/templates", sessions.requiring(this::list));
    routes.post("/api/v1/guilds/{guild_id}/templates", sessions.requiring(this::create));
    routes.post("/api/v1/templates/reorder", sessions.requiring(this::reorder));
    routes.get(template, sessions.requiring(this::get));
    routes.put(template, sessions.requiring(this::update));
    routes.delete(template, sessions.requiring(this::delete));
    routes.post(template + "/set-default", sessions.requiring(this::setDefault));
  }

  /** Those from which the caller may plan a game. */
  private void list(Context request, Caller caller) {
    String guildId = Requests.discordId(request, "guild_id", "guild");
    Place place = place(caller, guildId, "guild");
    List<Template> all =
        database.transaction(connection -> TemplateStore.list(connection, guildId));
    List<Template.View> views =
        all.stream()
            .filter(template -> mayHost(caller, place, template))
            .map(Template::view)
            .toList();
    Answers.json(request, Map.of("templates", views));
  }

  private boolean mayHost(Caller caller, Place place, Template template) {
    return rights.mayHost(
        caller,
        place.guild(),
        place.config().botManagerRoleIds(),
        template.roles().allowedHostRoleIds(),
        place.config().requireHostRole());
  }

  private void get(Context request, Caller caller) {
    Template template = find(request);
    place(caller, template.place().guildDiscordId(), "template");
    Answers.json(request, template.view());
  }

  private void create(Context request, Caller caller) {
    String guildId = Requests.discordId(request, "guild_id", "guild");
    managed(caller, guildId, "guild");
    TemplateInput input =
        TemplateInput.read(
            Requests.body(request).require("name", "channel_id"),
            "",
            TemplateInput.NO_ROLES,
            TemplateInput.NO_DEFAULTS);
    Template created =
        database.transaction(connection -> {
          GuildConfig guild =
              GuildStore.lock(connection, guildId).orElseThrow(() -> Problem.notFound("guild"));
          List<Template> others = TemplateStore.list(connection, guildId);
          if (others.size() >= MOST_TEMPLATES) {
            throw Problem.refused("a guild has at most " + MOST_TEMPLATES + " templates");
          }
          Template template =
              new Template(
                  UUID.randomUUID(),
                  channel(connection, guild, String.valueOf(input.channelId())),
                  input.name(),
                  others.isEmpty() ? 0 : others.getLast().order() + 1,
                  others.isEmpty(),
                  input.roles(),
                  input.defaults());
          TemplateStore.insert(connection, template);
          return template;
        });
    LOG.info("template {} created by user {}", created.id(), caller.discordId());
    Answers.created(request, created.view());
  }

  private void update(Context request, Caller caller) {
    Place place = managed(caller, find(request).place().guildDiscordId(), "template");
    Fields fields = Requests.body(request);
    UUID id = Requests.id(request, "template_id", "template");
    Template updated =
        database.transaction(connection -> {
          Template before =
              TemplateStore.lock(connection, id).orElseThrow(() -> Problem.notFound("template"));
          TemplateInput input =
              TemplateInput.read(fields, before.name(), before.roles(), before.defaults());
          String channelId = input.channelId();
          Template template =
              new Template(
                  before.id(),
                  channelId == null
                      ? before.place()
                      : channel(connection, place.config(), channelId),
                  input.name(),
                  before.order(),
                  before.isDefault(),
                  input.roles(),
                  input.defaults());
          TemplateStore.update(connection, template);
          return template;
        });
    LOG.info("template {} changed by user {}", updated.id(), caller.discordId());
    Answers.json(request, updated.view());
  }

  private void delete(Context request, Caller caller) {
    Template template = find(request);
    managed(caller, template.place().guildDiscordId(), "template");
    if (template.isDefault()) {
      throw Problem.refused("this is the default template; make another one the default first");
    }
    database.execute(connection -> TemplateStore.delete(connection, template.id()));
    LOG.info("template {} deleted by user {}", template.id(), caller.discordId());
    Answers.nothing(request);
  }

  private void setDefault(Context request, Caller caller) {
    Template template = find(request);
    managed(caller, template.place().guildDiscordId(), "template");
    Template.View view =
        database.transaction(connection -> {
          GuildStore.lock(connection, template.place().guildDiscordId());
          TemplateStore.setDefault(connection, template);
          return TemplateStore.find(connection, template.id())
              .orElseThrow(() -> Problem.notFound("template"))
              .view();
        });
    LOG.info("template {} made the default by user {}", template.id(), caller.discordId());
    Answers.json(request, view);
  }

  /** Gives the templates the order in which the body names them; all must be of one guild. */
  private void reorder(Context request, Caller caller) {
    Fields fields = Requests.body(request).require("template_ids");
    List<UUID> ids = fields.ids("template_ids", MOST_TEMPLATES);
    if (ids != null && (ids.isEmpty() || ids.stream().distinct().count() < ids.size())) {
      fields.problem("template_ids", "must name templates, each once");
    }
    fields.done();
    List<UUID> named = ids == null ? List.of() : ids;
    Template first = find(named.getFirst());
    String guildId = first.place().guildDiscordId();
    managed(caller, guildId, "template");
    List<Template> ordered =
        database.transaction(connection -> {
          int moved = TemplateStore.reorder(connection, first.place().guildId(), named);
          if (moved < named.size()) {
            throw Problem.invalid("template_ids: not all of them are templates of this guild");
          }
          return TemplateStore.list(connection, guildId);
        });
    LOG.info("templates of guild {} ordered by user {}", guildId, caller.discordId());
    Answers.json(request, Map.of("templates", ordered.stream().map(Template::view).toList()));
  }

  private static Game.Place channel(Connection connection, GuildConfig guild, String channelId)
      throws SQLException {
    ChannelConfig channel =
        GuildStore.channel(connection, channelId)
            .filter(one -> one.guildId().equals(guild.guildId()))
            .orElseThrow(
                () -> Problem.invalid("channel_id: the guild has not configured that channel"));
    return new Game.Place(guild.id(), guild.guildId(), channel.id(), channelId);
  }

  private Template find(Context request) {
    return find(Requests.id(request, "template_id", "template"));
  }

  private Template find(UUID id) {
    return database
        .transaction(connection -> TemplateStore.find(connection, id))
        .orElseThrow(() -> Problem.notFound("template"));
  }

  private Place place(Caller caller, String guildId, String what) {
    UserGuild guild = directory.guild(caller, guildId, what);
    GuildConfig config =
        database
            .transaction(connection -> GuildStore.find(connection, guildId))
            .orElseThrow(() -> Problem.notFound(what));
    return new Place(guild, config);
  }

  private Place managed(Caller caller, String guildId, String what) {
    Place place = place(caller, guildId, what);
    rights.requireManager(caller, place.guild(), place.config().botManagerRoleIds());
    return place;
  }
}
