# The register as production runs it: assets, then packages and code, then a slim image without tools.
# Before a release, replace each tag by its digest: docker buildx imagetools inspect NAME:TAG
FROM node:24.11.1-bookworm-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts

FROM python:3.11.14-slim-bookworm AS build
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements/production.txt requirements/production.txt
RUN python -m venv /venv && /venv/bin/pip install --require-hashes --requirement requirements/production.txt
COPY . .
COPY --from=assets /assets/node_modules /assets/node_modules
ARG VERSION=unknown
RUN echo "$VERSION" > VERSION
RUN PYTHONPATH=talent_register python -m embedded.assets /assets/node_modules \
    && REGISTER_ENVIRONMENT=demo /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && /venv/bin/python -m compileall -q /venv/lib /app

FROM python:3.11.14-slim-bookworm AS register
RUN groupadd --gid 10001 register \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin register \
    && install --directory --owner 10001 --group 10001 --mode 0700 /var/lib/register
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    REGISTER_ENVIRONMENT=production \
    REGISTER_STATE_DIR=/var/lib/register
USER 10001:10001
EXPOSE 8000
VOLUME /var/lib/register
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["python", "talent_register/probe.py"]
# Heartbeat files belong in memory: a slow disk must not look like a dead worker.
CMD ["gunicorn", "talent_register.wsgi", "--bind", "0.0.0.0:8000", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--graceful-timeout", "30", "--max-requests", "5000", "--max-requests-jitter", "500"]

FROM caddy:2.10.2-alpine AS proxy
RUN mkdir -p /data /config && chown 10001:10001 /data /config
COPY Caddyfile /etc/caddy/Caddyfile
USER 10001:10001
EXPOSE 8080 8443
