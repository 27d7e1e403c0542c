package dev.otelgw.pipeline.processors.actions;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.processors.actions.ActionConfig.Action;
import dev.otelgw.pipeline.wire.Attribute;
import dev.otelgw.pipeline.wire.AttributeKey;
import dev.otelgw.pipeline.wire.Attributes;
import dev.otelgw.pipeline.wire.TextPattern;
import dev.otelgw.pipeline.wire.WireValue;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One action, ready to be taken. Stateless, so safe for all threads. */
sealed interface AttributeAction {

  void apply(Attributes attributes);

  /** This, with what it takes from a request put in. */
  default AttributeAction of(Caller caller) {
    return this;
  }

  static AttributeAction of(ActionConfig config) {
    return switch (config.action()) {
      case INSERT, UPDATE, UPSERT -> put(config);
      case DELETE -> new Each(which(config), Attribute::delete);
      case HASH -> new Each(which(config), attribute -> attribute.set(Hash.of(attribute.value())));
      case EXTRACT -> new Extract(key(config), Groups.of(Objects.requireNonNull(config.pattern())));
      case CONVERT ->
          new Convert(key(config), Conversion.to(Objects.requireNonNull(config.convertedType())));
    };
  }

  private static AttributeKey key(ActionConfig config) {
    return AttributeKey.of(Objects.requireNonNull(config.key()));
  }

  private static AttributeAction put(ActionConfig config) {
    Object fixed = config.value() == null ? config.defaultValue() : config.value();
    String from = config.fromAttribute();
    String context = config.fromContext();
    Put put =
        new Put(
            key(config),
            from == null || from.isEmpty() ? null : AttributeKey.of(from),
            fixed == null ? null : WireValue.of(fixed),
            config.action() != Action.UPDATE,
            config.action() != Action.INSERT);
    return context == null || context.isEmpty()
        ? put
        : new PutOfCaller(CallerValue.of(context), put);
  }

  private static TextPattern which(ActionConfig config) {
    String key = config.key();
    String pattern = config.pattern();
    TextPattern byKey = config.hasKey() ? TextPatterns.strict(Objects.requireNonNull(key)) : null;
    TextPattern byPattern =
        pattern == null || pattern.isEmpty() ? null : TextPatterns.regexp(pattern);
    if (byKey == null || byPattern == null) {
      return Objects.requireNonNull(byKey == null ? byPattern : byKey);
    }
    return (utf8, from, to) -> byKey.matches(utf8, from, to) || byPattern.matches(utf8, from, to);
  }

  /**
   * Insert, update, upsert.
   *
   * @param from the attribute whose value to take; null for none
   * @param fixed the value, or what stands in for that of {@code from}; null for none
   * @param adds whether to add the attribute where it is not
   * @param changes whether to change it where it is
   */
  record Put(
      AttributeKey key,
      @Nullable AttributeKey from,
      @Nullable WireValue fixed,
      boolean adds,
      boolean changes)
      implements AttributeAction {

    @Override
    public void apply(Attributes attributes) {
      WireValue value = value(attributes);
      if (value == null) {
        return;
      }
      Attribute present = attributes.find(key);
      if (present == null) {
        if (adds) {
          attributes.add(key, value);
        }
      } else if (changes) {
        present.set(value);
      }
    }

    private @Nullable WireValue value(Attributes attributes) {
      Attribute source = from == null ? null : attributes.find(from);
      return source == null ? fixed : source.value();
    }
  }

  /**
   * Insert, update, upsert of what is known of the request.
   *
   * @param otherwise what to do where it is not known
   */
  record PutOfCaller(CallerValue value, Put otherwise) implements AttributeAction {

    @Override
    public AttributeAction of(Caller caller) {
      String found = value.in(caller);
      return found == null
          ? otherwise
          : new Put(otherwise.key, null, WireValue.of(found), otherwise.adds, otherwise.changes);
    }

    @Override
    public void apply(Attributes attributes) {
      of(Caller.current()).apply(attributes);
    }
  }

  /**
   * Delete, hash: what is done for the sake of secrecy is done to every attribute that it names,
   * also where a key stands twice.
   */
  record Each(TextPattern which, Consumer<Attribute> step)
      implements AttributeAction, Consumer<Attribute> {

    @Override
    public void apply(Attributes attributes) {
      attributes.forEach(this);
    }

    @Override
    public void accept(Attribute attribute) {
      if (attribute.keyMatches(which)) {
        step.accept(attribute);
      }
    }
  }

  /** Extract. */
  record Extract(AttributeKey key, Groups groups) implements AttributeAction {

    @Override
    public void apply(Attributes attributes) {
      Attribute source = attributes.find(key);
      if (source != null && source.value().kind() == WireValue.Kind.STRING) {
        groups.extract(source.value().text(), attributes);
      }
    }
  }

  /** Convert. */
  record Convert(AttributeKey key, Conversion conversion) implements AttributeAction {

    @Override
    public void apply(Attributes attributes) {
      Attribute attribute = attributes.find(key);
      WireValue converted = attribute == null ? null : conversion.of(attribute.value());
      if (attribute != null && converted != null) {
        attribute.set(converted);
      }
    }
  }
}
