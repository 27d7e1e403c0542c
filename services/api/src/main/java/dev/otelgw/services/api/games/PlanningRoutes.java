package dev.otelgw.services.api.games;

import dev.otelgw.services.api.directory.Directory;
import dev.otelgw.services.api.directory.Mentions;
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
import dev.otelgw.services.api.templates.Template;
import dev.otelgw.services.api.templates.TemplateStore;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.UserGuild;
import dev.otelgw.services.games.Game;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Planning a game, changing it, calling it off. */
final class PlanningRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(PlanningRoutes.class);
  private static final int MOST_GUESTS = 100;
  private static final int MOST_GUEST_NAME = 100;

  private final Sessions sessions;
  private final GameAccess access;
  private final Directory directory;
  private final Mentions mentions;
  private final Rights rights;
  private final Database database;
  private final Planning planning;

  PlanningRoutes(
      Sessions sessions,
      GameAccess access,
      Directory directory,
      Mentions mentions,
      Rights rights,
      Database database,
      Planning planning) {
    this.sessions = sessions;
    this.access = access;
    this.directory = directory;
    this.mentions = mentions;
    this.rights = rights;
    this.database = database;
    this.planning = planning;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/v1/games", sessions.requiring(this::create));
    routes.put("/api/v1/games/{game_id}", sessions.requiring(this::update));
    routes.delete("/api/v1/games/{game_id}", sessions.requiring(this::cancel));
  }

  /** A template with the settings of its surroundings. */
  private record Basis(Template template, GuildConfig guild, ChannelConfig channel) {}

  private void create(Context request, Caller caller) {
    Fields fields = Requests.body(request).require("template_id", "title", "scheduled_at");
    UUID templateId = fields.id("template_id");
    PlanInput input = PlanInput.read(fields);
    List<String> guests = fields.texts("initial_participants", MOST_GUESTS, MOST_GUEST_NAME);
    fields.done();
    Basis basis = basis(templateId);
    Template template = basis.template();
    UserGuild guild = directory.guild(caller, template.place().guildDiscordId(), "template");
    if (!rights.mayHost(
        caller,
        guild,
        basis.guild().botManagerRoleIds(),
        template.roles().allowedHostRoleIds(),
        basis.guild().requireHostRole())) {
      throw Problem.forbidden("this template is for hosts with a certain role");
    }
    if (!basis.channel().isActive()) {
      throw Problem.invalid("template_id: its channel is switched off");
    }
    Game.Plan plan = input.by(template.defaults());
    Mentions.Resolved people = resolve("initial_participants", guild, guests);
    GameView.Full created = planning.create(template, caller.discordId(), plan, people.guests());
    LOG.info(
        "game {} planned in guild {} by user {}",
        created.game().id(),
        guild.id(),
        caller.discordId());
    Answers.created(request, created);
  }

  private Basis basis(@Nullable UUID templateId) {
    if (templateId == null) {
      throw Problem.notFound("template");
    }
    return database.transaction(connection -> {
      Template template =
          TemplateStore.find(connection, templateId)
              .orElseThrow(() -> Problem.notFound("template"));
      return new Basis(
          template,
          GuildStore.find(connection, template.place().guildDiscordId()).orElseThrow(),
          GuildStore.channel(connection, template.place().channelDiscordId()).orElseThrow());
    });
  }

  private Mentions.Resolved resolve(String field, UserGuild guild, @Nullable List<String> texts) {
    Mentions.Resolved people = mentions.resolve(guild.id(), texts == null ? List.of() : texts);
    if (!people.invalid().isEmpty()) {
      throw Problem.invalid(
          field + ": %d of them cannot be resolved".formatted(people.invalid().size()),
          people.problem());
    }
    return people;
  }

  private void update(Context request, Caller caller) {
    GameAccess.Seen seen = access.manage(request, caller);
    Fields fields =
        Requests.body(request)
            .notNull(
                "title",
                "scheduled_at",
                "max_players",
                "expected_duration_minutes",
                "reminder_minutes",
                "signup_method",
                "status");
    ChangeInput change = ChangeInput.read(fields, MOST_GUESTS, MOST_GUEST_NAME);
    fields.done();
    Mentions.Resolved people =
        resolve("added_participants", seen.guild(), change.addedParticipants());
    Planning.Changed changed = planning.change(seen.game().id(), change, people.guests());
    if (changed.fields().isEmpty()) {
      LOG.info("game {} left as it is by user {}", seen.game().id(), caller.discordId());
    } else {
      LOG.info(
          "game {} changed by user {}: {}",
          seen.game().id(),
          caller.discordId(),
          String.join(", ", changed.fields()));
    }
    Answers.json(request, changed.game());
  }

  private void cancel(Context request, Caller caller) {
    GameAccess.Seen seen = access.manage(request, caller);
    if (planning.cancel(seen.game().id())) {
      LOG.info("game {} called off by user {}", seen.game().id(), caller.discordId());
    }
    Answers.nothing(request);
  }
}
