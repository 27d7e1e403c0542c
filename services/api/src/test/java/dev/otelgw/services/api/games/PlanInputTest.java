package dev.otelgw.services.api.games;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.api.http.Requests;
import dev.otelgw.services.api.templates.Template;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.Game.SignupMethod;
import dev.otelgw.services.games.GameStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanInputTest {

  private static final Template.Defaults NOTHING =
      new Template.Defaults(null, null, null, null, null, null, null);

  private static PlanInput input(String json) {
    Fields fields = Requests.body(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    PlanInput input = PlanInput.read(fields);
    fields.done();
    return input;
  }

  private static final String LEAST = "{'title':'Chess','scheduled_at':'2027-01-31T19:00:00Z'";

  @Test
  void fallsBackToWhatHoldsForAllGames() {
    assertThat(input(LEAST + "}").by(NOTHING))
        .isEqualTo(
            new Game.Plan(
                "Chess",
                null,
                null,
                Instant.parse("2027-01-31T19:00:00Z"),
                null,
                10,
                60,
                List.of(60, 15),
                SignupMethod.SELF_SIGNUP));
  }

  @Test
  void takesTheTemplateBeforeThat() {
    Template.Defaults template =
        new Template.Defaults(
            4, 90, List.of(), "Club", "Be kind", List.of(SignupMethod.HOST_SELECTED), null);
    assertThat(input(LEAST + ",'where':null}").by(template))
        .isEqualTo(
            new Game.Plan(
                "Chess",
                null,
                "Be kind",
                Instant.parse("2027-01-31T19:00:00Z"),
                "Club",
                4,
                90,
                List.of(),
                SignupMethod.HOST_SELECTED));
  }

  @Test
  void takesTheRequestBeforeTheTemplate() {
    Template.Defaults template =
        new Template.Defaults(4, 90, List.of(5), "Club", "Be kind", null, SignupMethod.SELF_SIGNUP);
    Game.Plan plan =
        input(
                LEAST
                    + ",'max_players':2,'expected_duration_minutes':30,'reminder_minutes':[10,10],"
                    + "'where':'Home','signup_instructions':'Knock','signup_method':'host_selected'}")
            .by(template);
    assertThat(plan.maxPlayers()).isEqualTo(2);
    assertThat(plan.expectedDurationMinutes()).isEqualTo(30);
    assertThat(plan.reminderMinutes()).containsExactly(10);
    assertThat(plan.where()).isEqualTo("Home");
    assertThat(plan.signupInstructions()).isEqualTo("Knock");
    assertThat(plan.signupMethod()).isEqualTo(SignupMethod.HOST_SELECTED);
  }

  @Test
  void refusesASignupThatTheTemplateDoesNotAllow() {
    Template.Defaults template =
        new Template.Defaults(
            null, null, null, null, null, List.of(SignupMethod.SELF_SIGNUP), null);
    assertThatThrownBy(() -> input(LEAST + ",'signup_method':'HOST_SELECTED'}").by(template))
        .hasMessageContaining("the template allows [SELF_SIGNUP], was HOST_SELECTED");
  }

  @Test
  void changesOnlyWhatIsThere() {
    Game.Plan before = CalendarTest.game("Chess", "Long", GameStatus.SCHEDULED).plan();
    assertThat(input("{}").over(before)).isEqualTo(before);
    Game.Plan after = input("{'description':null,'max_players':7}").over(before);
    assertThat(after.description()).isNull();
    assertThat(after.maxPlayers()).isEqualTo(7);
    assertThat(PlanInput.changes(before, after))
        .containsExactlyInAnyOrder("description", "max_players");
    assertThat(PlanInput.changes(before, before)).isEmpty();
  }
}
