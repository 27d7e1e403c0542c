package dev.otelgw.pipeline.delivery;

/** Something that delivers, and can say how it stands. */
public interface Tracked {

  /** How it stands now, as one consistent picture. Thread-safe. */
  DeliveryStatus status();
}
