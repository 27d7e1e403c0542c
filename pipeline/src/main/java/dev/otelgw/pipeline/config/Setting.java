package dev.otelgw.pipeline.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one key of a configuration record. The key's name is the component's name in
 * snake_case, its default what the record's constructor without parameters gives it. Reading,
 * checking of bounds, the documentation and the editor's schema all come from here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /** What the key means, its unit, and what its special values do. */
  String value();

  /** The key's name where snake_case of the component's name is not it. */
  String name() default "";

  /** Smallest number allowed. */
  long min() default Long.MIN_VALUE;

  /** Largest number allowed. */
  long max() default Long.MAX_VALUE;
}
