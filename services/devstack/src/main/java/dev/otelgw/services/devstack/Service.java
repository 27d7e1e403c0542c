package dev.otelgw.services.devstack;

/** The services, by what they are started with. */
public enum Service {
  API("api-service", "api", "dev.otelgw.services.api.Api"),
  BOT("bot-service", "bot", "dev.otelgw.services.bot.Bot"),
  NOTIFICATION_DAEMON(
      "notification-daemon", "scheduler", "dev.otelgw.services.scheduler.NotificationDaemon"),
  STATUS_TRANSITION_DAEMON(
      "status-transition-daemon",
      "scheduler",
      "dev.otelgw.services.scheduler.StatusTransitionDaemon");

  private final String serviceName;
  private final String module;
  private final String mainClass;

  Service(String serviceName, String module, String mainClass) {
    this.serviceName = serviceName;
    this.module = module;
    this.mainClass = mainClass;
  }

  /** Its {@code service.name}. */
  public String serviceName() {
    return serviceName;
  }

  String module() {
    return module;
  }

  String mainClass() {
    return mainClass;
  }
}
