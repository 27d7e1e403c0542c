package dev.otelgw.services.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

  private static Fields fields(String json) {
    return Requests.body(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatIsThere() {
    Fields fields =
        fields(
            """
            {'text':'a','number':7,'flag':true,'id':'9d6f7bb8-7a52-4b3c-9a39-35c6e1f0a001',
             'discord':'123','list':['x'],'day':'monday','days':['MONDAY'],'numbers':[1],'nothing':null}
            """);
    assertThat(fields.text("text", 1, 1)).isEqualTo("a");
    assertThat(fields.number("number", 7, 7)).isEqualTo(7);
    assertThat(fields.flag("flag")).isTrue();
    assertThat(fields.id("id")).isEqualTo(UUID.fromString("9d6f7bb8-7a52-4b3c-9a39-35c6e1f0a001"));
    assertThat(fields.discordId("discord")).isEqualTo("123");
    assertThat(fields.texts("list", 1, 1)).containsExactly("x");
    assertThat(fields.oneOf("day", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
    assertThat(fields.allOf("days", DayOfWeek.class)).containsExactly(DayOfWeek.MONDAY);
    assertThat(fields.numbers("numbers", 1, 1, 1)).containsExactly(1);
    assertThat(fields.text("nothing", 1, 1)).isNull();
    assertThat(fields.text("absent", 1, 1)).isNull();
    assertThat(fields.has("nothing")).isTrue();
    assertThat(fields.has("absent")).isFalse();
    assertThat(fields.or("nothing", null, "before")).isNull();
    assertThat(fields.or("absent", null, "before")).isEqualTo("before");
    fields.done();
  }

  @Test
  void tellsAllProblemsAtOnce() {
    Fields fields = fields("{'a':5,'b':'x','c':{},'d':['1',2],'e':null}");
    fields.require("missing", "e").notNull("e");
    fields.text("a", 0, 5);
    fields.number("b", 1, 2);
    fields.texts("c", 5, 5);
    fields.discordIds("d", 5);
    assertThatThrownBy(fields::done)
        .isInstanceOf(Problem.class)
        .hasMessage(
            "missing: is missing; e: is missing; e: must not be null; a: must be a text, was 5;"
                + " b: must be a whole number from 1 to 2, was \"x\"; c: must be a list, was {};"
                + " d[1]: must be an id of Discord: a text of at most 20 digits, was 2");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-31T19:00:00Z,      2027-01-31T19:00:00Z",
    "2027-01-31T19:00:00+01:00, 2027-01-31T18:00:00Z",
    "2027-01-31T19:00:00.5Z,    2027-01-31T19:00:00.500Z",
    "2027-01-31T19:00:00,       2027-01-31T19:00:00Z",
    "2027-01-31T19:00,          2027-01-31T19:00:00Z",
  })
  void readsTimesInUtcUnlessTheySayOtherwise(String text, String expected) {
    assertThat(fields("{'at':'" + text + "'}").time("at")).isEqualTo(Instant.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'soon'",
        "'2027-01-31'",
        "5",
        "'-999999999-01-01T00:00:00Z'",
        "'+12345-01-01T00:00:00Z'"
      })
  void refusesWhatIsNoTime(String json) {
    Fields fields = fields("{'at':" + json + "}");
    assertThat(fields.time("at")).isNull();
    assertThatThrownBy(fields::done).hasMessageStartingWith("at: must be a time such as");
  }

  @Test
  void countsCharactersNotTheirHalves() {
    String die = "\ud83c\udfb2";
    assertThat(fields("{'x':'" + die + die + "'}").text("x", 2, 2)).isEqualTo(die + die);
    Fields blank = fields("{'x':'   '}");
    assertThat(blank.text("x", 1, 5)).isNull();
    assertThatThrownBy(blank::done).hasMessage("x: must have 1 to 5 characters, has 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "a\\ud800b"})
  void refusesCharactersThatCannotBeStored(String text) {
    Fields fields = fields("{'x':'" + text + "'}");
    assertThat(fields.text("x", 1, 5)).isNull();
    assertThatThrownBy(fields::done).hasMessage("x: has characters that no text can have");
  }

  @Test
  void refusesNumbersThatAreNotWholeOrTooLarge() {
    for (String number : List.of("1.5", "99999999999", "'1'", "true")) {
      Fields fields = fields("{'x':" + number + "}");
      assertThat(fields.number("x", 0, 10)).as(number).isNull();
      assertThatThrownBy(fields::done).hasMessageStartingWith("x: must be a whole number");
    }
  }

  @Test
  void saysWhereJsonIsMalformed() {
    assertThatThrownBy(() -> fields("{'a':\n 1 'b'}"))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("malformed JSON in line 2, column 4: Unexpected character");
    assertThatThrownBy(() -> fields("{} x")).hasMessageStartingWith("malformed JSON in line 1");
    assertThatThrownBy(() -> fields("{'a':1,'a':2}")).hasMessageContaining("Duplicate");
    assertThatThrownBy(() -> fields("")).hasMessage("the body must be a JSON object");
    assertThatThrownBy(() -> fields("[]")).hasMessage("the body must be a JSON object");
    assertThatThrownBy(() -> fields("[".repeat(5000))).hasMessageStartingWith("malformed JSON");
  }

  @Test
  void refusesBodiesThatAreTooLarge() {
    assertThatThrownBy(() -> Requests.body(new byte[Requests.MAX_BODY + 1]))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.status()).isEqualTo(413));
  }
}
