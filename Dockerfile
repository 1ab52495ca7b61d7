# syntax=docker/dockerfile:1
# Every step is a script of deploy/image, which e2e/image.spec.ts runs without a container.
ARG NODE=node:20-bookworm-slim

FROM ${NODE} AS build
WORKDIR /src
# The packages alone first: they are installed again only when the lock file changes.
COPY package.json package-lock.json .npmrc ./
COPY packages/local-stripe/package.json packages/local-stripe/
COPY sdk/package.json sdk/
COPY deploy/image/install.mjs deploy/image/
COPY dev/npm.mjs dev/
RUN node deploy/image/install.mjs
COPY . .
RUN node deploy/image/build.mjs
RUN node deploy/image/prune.mjs /app

FROM ${NODE}
LABEL org.opencontainers.image.title="Refill" \
      org.opencontainers.image.licenses="MIT"
# HOSTNAME is where the server listens, and METRICS_HOST where the worker does for Prometheus; a container's own name or its
# loopback address would hide them from the others.
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOSTNAME=0.0.0.0 \
    METRICS_HOST=0.0.0.0 \
    PORT=3000
WORKDIR /app
# Owned by root, so what runs cannot change itself. It writes no files: a read-only root file system works.
COPY --from=build /app ./
RUN ln -s /app/refill.mjs /usr/local/bin/refill
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "/app/healthcheck.mjs"]
# Or another command, such as `refill worker` or `refill verify --since-last`: they are named like the scripts of package.json.
CMD ["refill", "start"]
