package dev.otelgw.services.api.templates;

import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.api.http.GameRules;
import dev.otelgw.services.games.Game;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller wants of a template; what is absent stays as it is. */
record TemplateInput(
    String name, @Nullable String channelId, Template.Roles roles, Template.Defaults defaults) {

  private static final int MOST_NAME = 100;
  private static final int MOST_ROLES = 50;

  static final Template.Roles NO_ROLES = new Template.Roles(List.of(), List.of(), List.of());
  static final Template.Defaults NO_DEFAULTS =
      new Template.Defaults(null, null, null, null, null, null, null);

  /** Reads it; the channel is null where it is absent. */
  static TemplateInput read(
      Fields fields, String nameBefore, Template.Roles roles, Template.Defaults defaults) {
    fields.notNull(
        "name",
        "channel_id",
        "notify_role_ids",
        "allowed_player_role_ids",
        "allowed_host_role_ids");
    String name = fields.text("name", 1, MOST_NAME);
    TemplateInput input =
        new TemplateInput(
            name == null ? nameBefore : name,
            fields.discordId("channel_id"),
            roles(fields, roles),
            defaults(fields, defaults));
    Game.SignupMethod method = input.defaults.defaultSignupMethod();
    List<Game.SignupMethod> allowed = input.defaults.allowedSignupMethods();
    if (allowed != null && allowed.isEmpty()) {
      fields.problem("allowed_signup_methods", "must have an entry; null allows all");
    } else if (method != null && allowed != null && !allowed.contains(method)) {
      fields.problem("default_signup_method", "is none of allowed_signup_methods");
    }
    fields.done();
    return input;
  }

  private static Template.Roles roles(Fields fields, Template.Roles before) {
    List<String> notify = fields.discordIds("notify_role_ids", MOST_ROLES);
    List<String> players = fields.discordIds("allowed_player_role_ids", MOST_ROLES);
    List<String> hosts = fields.discordIds("allowed_host_role_ids", MOST_ROLES);
    return new Template.Roles(
        notify == null ? before.notifyRoleIds() : notify,
        players == null ? before.allowedPlayerRoleIds() : players,
        hosts == null ? before.allowedHostRoleIds() : hosts);
  }

  private static Template.Defaults defaults(Fields fields, Template.Defaults before) {
    return new Template.Defaults(
        fields.or("max_players", GameRules.maxPlayers(fields), before.maxPlayers()),
        fields.or(
            "expected_duration_minutes",
            GameRules.duration(fields),
            before.expectedDurationMinutes()),
        fields.or("reminder_minutes", GameRules.reminders(fields), before.reminderMinutes()),
        fields.or("where", GameRules.where(fields), before.where()),
        fields.or(
            "signup_instructions",
            GameRules.signupInstructions(fields),
            before.signupInstructions()),
        fields.or(
            "allowed_signup_methods",
            fields.allOf("allowed_signup_methods", Game.SignupMethod.class),
            before.allowedSignupMethods()),
        fields.or(
            "default_signup_method",
            fields.oneOf("default_signup_method", Game.SignupMethod.class),
            before.defaultSignupMethod()));
  }
}
