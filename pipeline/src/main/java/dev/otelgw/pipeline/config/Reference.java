package dev.otelgw.pipeline.config;

/**
 * The value of a key that names an extension, for example {@code authenticator: basicauth/agents}.
 * The configuration is refused unless {@code service.extensions} lists it and it offers a {@code
 * T}; at run time {@link dev.otelgw.pipeline.Extensions} finds it.
 *
 * @param id as configurations write it: {@code type} or {@code type/name}
 * @param offered the interface it is used by
 */
public record Reference<T>(String id, Class<T> offered) {

  @Override
  public String toString() {
    return id;
  }
}
