package dev.otelgw.services.api.directory;

import dev.otelgw.services.discord.Member;
import dev.otelgw.services.discord.User;
import dev.otelgw.services.games.Signups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant by what a host writes: {@code <@123>} as Discord has it, {@code @name}, or a
 * placeholder for somebody who is not at Discord. Thread-safe.
 */
public final class Mentions {

  private static final Pattern BY_ID = Pattern.compile("<@!?([0-9]{1,20})>");

  private final Directory directory;

  /** Those of a directory's members. */
  public Mentions(Directory directory) {
    this.directory = directory;
  }

  /**
   * A name that somebody may have meant.
   *
   * @param mention what to write instead
   */
  public record Suggestion(String discordId, String username, String displayName, String mention) {

    private static Suggestion of(Member member) {
      User user = member.user();
      return new Suggestion(
          user.id(), user.username(), member.displayName(), "<@" + user.id() + ">");
    }
  }

  /** What stands for nobody in the guild. */
  public record Invalid(String input, String reason, List<Suggestion> suggestions) {}

  /**
   * What came of one text: exactly one of the two is there.
   *
   * @param guest who is meant
   * @param invalid why nobody is
   */
  public record Meaning(Signups.@Nullable Guest guest, @Nullable Invalid invalid) {}

  /**
   * What came of several.
   *
   * @param guests who are meant, each once, in their order
   * @param invalid the others
   */
  public record Resolved(List<Signups.Guest> guests, List<Invalid> invalid) {

    /** In the form of an answer with status 422. */
    public Map<String, Object> problem() {
      return Map.of("invalid_mentions", invalid);
    }
  }

  /** Resolves several in a guild. */
  public Resolved resolve(String guildId, List<String> texts) {
    List<Signups.Guest> guests = new ArrayList<>();
    List<Invalid> invalid = new ArrayList<>();
    for (String text : texts) {
      Meaning meaning = meaning(guildId, text.strip());
      if (meaning.invalid() != null) {
        invalid.add(meaning.invalid());
      }
      Signups.Guest guest = meaning.guest();
      if (guest != null && (guest.discordId() == null || !guests.contains(guest))) {
        guests.add(guest);
      }
    }
    return new Resolved(guests, invalid);
  }

  /** Resolves one. */
  public Meaning meaning(String guildId, String text) {
    Matcher byId = BY_ID.matcher(text);
    if (byId.matches()) {
      return directory
          .member(guildId, byId.group(1))
          .map(Mentions::person)
          .orElseGet(() -> nobody(text, "is no member of the guild", List.of()));
    }
    if (text.startsWith("@")) {
      return named(guildId, text);
    }
    return new Meaning(new Signups.Guest(null, text), null);
  }

  private Meaning named(String guildId, String text) {
    String name = text.substring(1).strip();
    if (name.isEmpty()) {
      return nobody(text, "names nobody", List.of());
    }
    List<Member> found = directory.search(guildId, name);
    Optional<Member> byUsername =
        found.stream().filter(one -> one.user().username().equalsIgnoreCase(name)).findFirst();
    if (byUsername.isPresent()) {
      return person(byUsername.get());
    }
    List<Member> byDisplayName =
        found.stream().filter(one -> one.displayName().equalsIgnoreCase(name)).toList();
    if (byDisplayName.size() == 1) {
      return person(byDisplayName.getFirst());
    }
    String reason =
        byDisplayName.size() > 1
            ? "is the name of several members"
            : "is the name of no member of the guild";
    return nobody(text, reason, found.stream().map(Suggestion::of).toList());
  }

  private static Meaning person(Member member) {
    return new Meaning(new Signups.Guest(member.user().id(), null), null);
  }

  private static Meaning nobody(String text, String reason, List<Suggestion> suggestions) {
    return new Meaning(null, new Invalid(text, reason, suggestions));
  }
}
