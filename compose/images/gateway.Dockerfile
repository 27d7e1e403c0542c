# syntax=docker/dockerfile:1
# The gateway: its jars, a Java runtime with only what they use, and a cache of what its start computes.
# Built from the repository's root:
#   docker build -f compose/images/gateway.Dockerfile -t otelgw .
# For amd64 and arm64: docker buildx build --platform linux/amd64,linux/arm64 ...; each is built on its own kind,
# since the runtime and the cache are that processor's.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 compose/images/assemble gateway /opt/otelgw
RUN mkdir -p /opt/state

FROM debian:12-slim
COPY --from=build /opt/otelgw /opt/otelgw
# The volume of the queue takes its owner from here.
COPY --from=build --chown=10001:10001 /opt/state /var/lib/otelgw
USER 10001:10001
WORKDIR /var/lib/otelgw
EXPOSE 4317 4318
VOLUME ["/var/lib/otelgw"]
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["/opt/otelgw/bin/otelgw", "healthcheck"]
ENTRYPOINT ["/opt/otelgw/bin/otelgw"]
CMD ["run", "--config", "/etc/otelgw/gateway.yaml"]
