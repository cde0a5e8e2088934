"""Settings of the public pages as a process of their own: no accounts, no sessions, no record of the office.

Everything lies in one folder (`SASAEAI_PORTAL_DATA`): its own small database, the published pictures and, where
the town has one, the background of its maps. Nothing of the office's settings is read.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF

from sasaeai.config.public_files import leaflet_folder

django_stubs_ext.monkeypatch()

DATA = Path(os.environ.get("SASAEAI_PORTAL_DATA", "portal-data")).resolve()

# Nothing is signed with it: there are no sessions, and the one form (困りごとを伝える) rests on nobody's rights.
SECRET_KEY = secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SASAEAI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = ["sasaeai.portal.site", "sasaeai.ui", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "sasaeai.config.urls_portal"
WSGI_APPLICATION = "sasaeai.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["sasaeai.ui.templatetags.ui"],
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "portal.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SASAEAI_PUBLIC_PICTURES = DATA / "pictures"
SASAEAI_PMTILES = DATA / "background.pmtiles"
# Streets of a town: <code>.npz (docs/manual/walking.md).
SASAEAI_WALKING = DATA / "walking"
SASAEAI_OFFICE_NETWORKS = [n for n in os.environ.get("SASAEAI_OFFICE_NETWORKS", "").split(",") if n]
SASAEAI_PROXIES = int(os.environ.get("SASAEAI_PROXIES", "0"))

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [("leaflet", leaflet_folder())]
WHITENOISE_USE_FINDERS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
