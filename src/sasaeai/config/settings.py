"""Settings of the product. Everything a town keeps lives in one folder (`SASAEAI_DATA`)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

from sasaeai.config.public_files import leaflet_folder

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SASAEAI_DATA", "data")).resolve()


def _secret_key() -> str:
    """One secret a data folder, made at the first start and never printed."""
    given = os.environ.get("SASAEAI_SECRET_KEY")
    if given:
        return given
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
        kept.chmod(0o600)
    return kept.read_text(encoding="ascii").strip()


def _database(address: str) -> dict[str, object]:
    """`postgresql://user:password@host:port/name`, or the SQLite file of the data folder."""
    if address:
        parts = urlsplit(address)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "DISABLE_SERVER_SIDE_CURSORS": True,
            # Our statements take milliseconds; compiling one takes ten and more.
            "OPTIONS": {"options": "-c jit=off"},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "sasaeai.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY;",
        },
    }


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("SASAEAI_DEBUG", "") == "1"
ALLOWED_HOSTS = os.environ.get("SASAEAI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("SASAEAI_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "sasaeai.towns",
    "sasaeai.ui",
    "sasaeai.history",
    "sasaeai.search",
    "sasaeai.places",
    "sasaeai.vocabulary",
    "sasaeai.people",
    "sasaeai.reports",
    "sasaeai.activities",
    "sasaeai.resources",
    "sasaeai.needs",
    "sasaeai.councils",
    "sasaeai.portal",
    "sasaeai.portal.site",
    "sasaeai.api",
    "sasaeai.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sasaeai.config.newtown.door.FoundFirst",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "sasaeai.people.middleware.SignInFirst",
    "sasaeai.people.middleware.SessionLimitMiddleware",
    "sasaeai.api.middleware.PlainErrorsMiddleware",
    "sasaeai.api.middleware.TokenMiddleware",
    "sasaeai.people.middleware.StandingMiddleware",
    "sasaeai.people.middleware.DoorMiddleware",
    "sasaeai.history.middleware.DeniedMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sasaeai.config.urls"
WSGI_APPLICATION = "sasaeai.config.wsgi.application"

FORM_RENDERER = "sasaeai.ui.form_rendering.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sasaeai.ui.frame.frame",
            ],
            "builtins": ["sasaeai.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": _database(os.environ.get("SASAEAI_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "sasaeai.people.backends.TownBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "people:sign-in"
SASAEAI_ROLES = "sasaeai.config.roles.ROLES"
SASAEAI_PERMISSIONS = "sasaeai.config.roles.PERMISSIONS"
# How many of our own proxies stand before the product; what they saw is believed, nothing before them.
SASAEAI_PROXIES = int(os.environ.get("SASAEAI_PROXIES", "0"))
SASAEAI_SESSION_HOURS = 12
# Whose public records are shown where a database holds several towns (code of six digits).
SASAEAI_PUBLIC_TOWN = os.environ.get("SASAEAI_PUBLIC_TOWN", "")
SASAEAI_API_PER_MINUTE = int(os.environ.get("SASAEAI_API_PER_MINUTE", "300"))

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
# The form calls the sign-in name "username"; without this line axes looks for "login" and locks nobody.
AXES_USERNAME_FORM_FIELD = "username"
# An office shares one address: locking it would shut out everybody after one forgetful person.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "sasaeai.people.requests.client_address"
AXES_SENSITIVE_PARAMETERS = ["password"]
OTP_TOTP_ISSUER = "支え合い sasaeai"
# Wrong codes are counted by us, for the person and the network, five in a quarter of an hour.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "static/"
STATICFILES_DIRS = [("leaflet", leaflet_folder())]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA / "files"
# The public pages on this machine; a process of its own has `settings_portal`.
SASAEAI_PUBLIC_PICTURES = DATA / "portal" / "pictures"
SASAEAI_PMTILES = DATA / "portal" / "background.pmtiles"
# Streets of a town: <code>.npz (docs/manual/walking.md).
SASAEAI_WALKING = DATA / "walking"
SASAEAI_PUBLISHING_KEY = DATA / "publishing-key"
SASAEAI_LETTERS_KEY = DATA / "letters-key"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("SASAEAI_HTTPS", "") == "1"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_TAGS = {message_levels.ERROR: "error"}

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
    # A page not found or not allowed is an answer, not a fault: no traceback where somebody watches the server.
    "loggers": {"django.request": {"level": "ERROR"}},
}
