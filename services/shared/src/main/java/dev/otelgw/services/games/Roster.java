package dev.otelgw.services.games;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who plays, and who waits for a place. Those added by the host come first, in the order given,
 * then the others as they came.
 *
 * @param confirmed at most as many as the game takes
 * @param waitlist the rest
 */
public record Roster(List<Participant> confirmed, List<Participant> waitlist) {

  private static final Comparator<Participant> ORDER =
      Comparator.comparingInt(Participant::positionType)
          .thenComparingInt(Participant::position)
          .thenComparing(Participant::joinedAt)
          .thenComparing(Participant::id);

  /** Seats participants. */
  public static Roster of(List<Participant> participants, int maxPlayers) {
    List<Participant> sorted = participants.stream().sorted(ORDER).toList();
    int seats = Math.min(maxPlayers, sorted.size());
    return new Roster(
        List.copyOf(sorted.subList(0, seats)), List.copyOf(sorted.subList(seats, sorted.size())));
  }

  /** How many there are. */
  public int size() {
    return confirmed.size() + waitlist.size();
  }

  /** All of them, in their order. */
  public List<Participant> all() {
    List<Participant> all = new ArrayList<>(confirmed);
    all.addAll(waitlist);
    return all;
  }

  /** Users who wait here and play there. */
  public List<Participant> promotedIn(Roster later) {
    return later.confirmed.stream()
        .filter(now -> now.discordId() != null)
        .filter(now -> waitlist.stream().anyMatch(before -> before.id().equals(now.id())))
        .toList();
  }
}
