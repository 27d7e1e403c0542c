package dev.otelgw.pipeline.processors.actions;

import dev.otelgw.pipeline.processors.actions.ActionConfig.Action;
import dev.otelgw.pipeline.processors.actions.ActionConfig.ConvertedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random lists of actions on given keys. */
final class RandomActions {

  private static final Object[] VALUES = {
    "", "text", "Größe", 0L, -1L, Long.MAX_VALUE, 1.5, true, false, List.of("a", 1L, List.of())
  };

  private static final List<Action> ACTIONS = List.of(Action.values());

  private static final String[] PATTERNS = {"a", "^service\\.", "[0-9]$", "^$", "日|🙂"};

  private final Random random;
  private final List<String> keys;

  RandomActions(Random random, List<String> keys) {
    this.random = random;
    this.keys = keys;
  }

  List<ActionConfig> some() {
    List<ActionConfig> actions = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      actions.add(one());
    }
    return actions;
  }

  private ActionConfig one() {
    Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
    return switch (action) {
      case INSERT, UPDATE, UPSERT -> put(action);
      case DELETE, HASH -> {
        int by = random.nextInt(3);
        String pattern = by == 0 ? null : PATTERNS[random.nextInt(PATTERNS.length)];
        yield action(by == 1 ? null : key(), action, null, null, null, pattern, null);
      }
      case EXTRACT ->
          action(key(), action, null, null, null, "(?P<a>[a-z])?(?P<part>[^a-z]+|.)", null);
      case CONVERT -> {
        ConvertedType type = random.nextBoolean() ? ConvertedType.INT : ConvertedType.DOUBLE;
        yield action(key(), action, null, null, null, null, type);
      }
    };
  }

  private ActionConfig put(Action action) {
    Object value = VALUES[random.nextInt(VALUES.length)];
    return switch (random.nextInt(3)) {
      case 0 -> action(key(), action, value, null, null, null, null);
      case 1 -> action(key(), action, null, key(), null, null, null);
      default -> action(key(), action, null, key(), value, null, null);
    };
  }

  private String key() {
    return random.nextInt(4) == 0
        ? "new." + random.nextInt(3)
        : keys.get(random.nextInt(keys.size()));
  }

  private static ActionConfig action(
      @Nullable String key,
      Action action,
      @Nullable Object value,
      @Nullable String from,
      @Nullable Object otherwise,
      @Nullable String pattern,
      @Nullable ConvertedType type) {
    return new ActionConfig(key, action, value, from, null, otherwise, pattern, type);
  }
}
