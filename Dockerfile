# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv
COPY requirements/pdf.txt requirements/pdf.txt
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements/pdf.txt
COPY . .
# The static files need no secret and no database; the key only satisfies the settings.
RUN SECRET_KEY=build DATABASE_URL=sqlite:////tmp/d KEYRING_URL=sqlite:////tmp/k \
    /venv/bin/python manage.py collectstatic --noinput --skip-checks \
 && /venv/bin/python -m compileall -q facilitator groups curriculum

FROM python:3.11-slim-bookworm
# Pango lays out the sheets that are asked for as PDF files.
RUN apt-get update && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /srv --no-create-home chairs \
 && install -d -o 10001 -g 10001 -m 0700 /keys
COPY --from=build /venv /venv
COPY --from=build /srv /srv
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=facilitator.settings KEK_FILE=/keys/kek HOME=/tmp
WORKDIR /srv
USER 10001
EXPOSE 8000
CMD ["gunicorn", "facilitator.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", \
     "--no-control-socket", "--worker-tmp-dir", "/tmp", "--access-logfile", "/dev/null"]
