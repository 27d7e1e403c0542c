package dev.otelgw.services.api.games;

import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.games.GameStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a game; what is absent stays.
 *
 * @param removedParticipantIds rows of participants
 * @param addedParticipants as in {@code initial_participants}; they come after those whom the host
 *     added before
 */
record ChangeInput(
    PlanInput plan,
    @Nullable GameStatus status,
    List<UUID> removedParticipantIds,
    @Nullable List<String> addedParticipants) {

  static ChangeInput read(Fields fields, int mostGuests, int mostGuestName) {
    List<UUID> removed = fields.ids("removed_participant_ids", mostGuests);
    return new ChangeInput(
        PlanInput.read(fields),
        fields.oneOf("status", GameStatus.class),
        removed == null ? List.of() : removed,
        fields.texts("added_participants", mostGuests, mostGuestName));
  }
}
