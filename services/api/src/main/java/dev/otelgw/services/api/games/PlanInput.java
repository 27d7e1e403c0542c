package dev.otelgw.services.api.games;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.api.http.GameRules;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.templates.Template;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan of a game as somebody writes it: what is absent comes from elsewhere. */
record PlanInput(
    Fields fields,
    @Nullable String title,
    @Nullable String description,
    @Nullable Instant scheduledAt,
    @Nullable String where,
    @Nullable Integer maxPlayers,
    @Nullable Integer expectedDurationMinutes,
    @Nullable List<Integer> reminderMinutes,
    @Nullable String signupInstructions,
    Game.@Nullable SignupMethod signupMethod) {

  private static final int MOST_TITLE = 200;
  private static final int MOST_DESCRIPTION = 4_000;

  private static final int PLAYERS = 10;
  private static final int MINUTES = 60;
  private static final List<Integer> REMINDERS = List.of(60, 15);

  /** Reads it; the caller asks the fields for problems. */
  static PlanInput read(Fields fields) {
    return new PlanInput(
        fields,
        fields.text("title", 1, MOST_TITLE),
        fields.text("description", 0, MOST_DESCRIPTION),
        fields.time("scheduled_at"),
        GameRules.where(fields),
        GameRules.maxPlayers(fields),
        GameRules.duration(fields),
        GameRules.reminders(fields),
        GameRules.signupInstructions(fields),
        fields.oneOf("signup_method", Game.SignupMethod.class));
  }

  /** A new plan: what is absent or null comes from the template, else from what holds for all. */
  Game.Plan by(Template.Defaults template) {
    Game.SignupMethod method =
        or(signupMethod, template.defaultSignupMethod(), first(template.allowedSignupMethods()));
    List<Game.SignupMethod> allowed = template.allowedSignupMethods();
    if (allowed != null && !allowed.contains(method)) {
      throw Problem.invalid("signup_method: the template allows " + allowed + ", was " + method);
    }
    if (title == null || scheduledAt == null) {
      throw Problem.invalid("title and scheduled_at must be there");
    }
    return new Game.Plan(
        title,
        description,
        signupInstructions == null ? template.signupInstructions() : signupInstructions,
        scheduledAt,
        where == null ? template.where() : where,
        or(maxPlayers, template.maxPlayers(), PLAYERS),
        or(expectedDurationMinutes, template.expectedDurationMinutes(), MINUTES),
        or(reminderMinutes, template.reminderMinutes(), REMINDERS),
        method);
  }

  /** A changed plan: what is absent stays; null empties what may be empty. */
  Game.Plan over(Game.Plan before) {
    return new Game.Plan(
        title == null ? before.title() : title,
        fields.or("description", description, before.description()),
        fields.or("signup_instructions", signupInstructions, before.signupInstructions()),
        scheduledAt == null ? before.scheduledAt() : scheduledAt,
        fields.or("where", where, before.where()),
        or(maxPlayers, null, before.maxPlayers()),
        or(expectedDurationMinutes, null, before.expectedDurationMinutes()),
        or(reminderMinutes, null, before.reminderMinutes()),
        or(signupMethod, null, before.signupMethod()));
  }

  /** The names of the fields in which two plans differ. */
  static List<String> changes(Game.Plan before, Game.Plan after) {
    JsonNode old = Json.MAPPER.valueToTree(before);
    JsonNode now = Json.MAPPER.valueToTree(after);
    List<String> names =
        new ArrayList<>(now.propertyStream().map(java.util.Map.Entry::getKey).toList());
    old.propertyStream()
        .map(java.util.Map.Entry::getKey)
        .filter(name -> !now.has(name))
        .forEach(names::add);
    return names.stream().filter(name -> !now.path(name).equals(old.path(name))).toList();
  }

  private static Game.SignupMethod first(@Nullable List<Game.SignupMethod> allowed) {
    return allowed == null || allowed.contains(Game.SignupMethod.SELF_SIGNUP)
        ? Game.SignupMethod.SELF_SIGNUP
        : allowed.getFirst();
  }

  private static <T> T or(@Nullable T first, @Nullable T second, T last) {
    if (first != null) {
      return first;
    }
    return second == null ? last : second;
  }
}
