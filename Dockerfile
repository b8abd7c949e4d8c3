# Stromtor against a PostgreSQL of your own. Build: docker build -t stromtor .  Settings: docs/guides/operator.md.

FROM node:24-slim AS build
WORKDIR /app
# The packages first: this layer stays as long as the lockfile does.
COPY package.json package-lock.json .npmrc ./
COPY sdk/package.json sdk/
COPY examples/partner-app/package.json examples/partner-app/
RUN npm ci --include=dev
COPY . .
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY sdk/package.json sdk/
COPY examples/partner-app/package.json examples/partner-app/
# The app's own packages alone: neither tools nor those of the SDK and the example.
RUN npm ci --omit=dev --workspaces=false

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4000 \
    DATA_DIR=/data
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
# Signing keys, and the embedded database where DATABASE_URL is not set. A new volume takes over this owner.
RUN install --directory --owner=node --group=node --mode=700 /data
VOLUME /data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Requests get 15 seconds and an embedded database 10 to finish: give the container 30 (docker stop --time 30).
STOPSIGNAL SIGTERM
# The young generation of the heap else grows to 128 MB, which a server of short-lived objects has no use for.
CMD ["node", "--enable-source-maps", "--max-semi-space-size=32", "dist/main.js"]
