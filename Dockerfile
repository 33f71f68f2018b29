# syntax=docker/dockerfile:1
# Debian, not Alpine: the prebuilt parts of sqlite, canvas and FFmpeg are made for glibc.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The package `node` brings the pinned Node to machines that have another one; this image is that Node.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --no-audit --no-fund \
    && rm -rf node_modules/node node_modules/node-bin-* node_modules/.bin/node

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/app/data/runtime/compiled \
    HTTP_PORT=8080
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY data ./data
COPY src ./src
RUN mkdir -p data/runtime && chown node:node data/runtime
USER node
VOLUME /app/data/runtime
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/readyz`).then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))"]
# No npm in between: it would not hand on the signal that ends the bot in order.
CMD ["node", "src/main.ts"]
