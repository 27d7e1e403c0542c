package dev.otelgw.services.devstack.servers;

/** A user of a server. */
public record Login(String user, String password) {

  /** The one for monitoring, with the rights that the gateway's scrapers need and no others. */
  static Login monitoring() {
    return new Login("otelgw", Secrets.fresh());
  }

  /** The one of the services. */
  static Login application() {
    return new Login("game_scheduler", Secrets.fresh());
  }

  @Override
  public String toString() {
    return user;
  }
}
