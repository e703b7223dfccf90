"""Django settings of the hub, from `citybricks.hub.environment`."""

import importlib.util
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import structlog
from csp.constants import NONCE, NONE, SELF

from citybricks.hub.environment import Environment
from citybricks.hub.logs import hide_secrets

ENVIRONMENT = Environment()
HERE = Path(__file__).parent
HOME = ENVIRONMENT.home.expanduser()
HOME.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """Return the key that signs sessions; made once, readable by the owner only."""
    path = HOME / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = ENVIRONMENT.secret_key or _secret_key()
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [*ENVIRONMENT.hosts, "127.0.0.1"]  # from where a container looks at its own health
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]
ROOT_URLCONF = "citybricks.hub.urls"
WSGI_APPLICATION = "citybricks.hub.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_NAME = "citybricks"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_htmx",
    "rules",
    "simple_history",
    "csp",
    "citybricks.network.content",
    "citybricks.network.members",
    "citybricks.network.intake",
    "citybricks.network.errands",
    "citybricks.network.notices",
    "citybricks.network.finding",
    "citybricks.network.exchange",
    "citybricks.network.gatherings.hosting",
    "citybricks.network.gatherings.fair",
    "citybricks.network.gatherings.calls",
    "citybricks.network.gatherings.programme",
    "citybricks.network.gatherings.proceedings",
    "citybricks.network.gatherings.expo",
    "citybricks.services.voting.elections",
    "citybricks.services.voting.roll",
    "citybricks.services.voting.registrar",
    "citybricks.services.voting.board",
    "citybricks.services.voting.witness",
    "citybricks.services.schoolhealth.schools",
    "citybricks.services.schoolhealth.daily",
    "citybricks.services.schoolhealth.signals",
    "citybricks.services.schoolhealth.pupils",
    "citybricks.services.schoolhealth.releases",
    "citybricks.hub.jobs",
    "citybricks.hub.lab",
    "citybricks.hub.designer",
]
MIDDLEWARE = [
    "citybricks.hub.middleware.believe_proxies",
    "citybricks.hub.middleware.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "citybricks.hub.middleware.limit_rate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "citybricks.hub.lab.context.page",
                "citybricks.network.notices.context.notices",
            ],
        },
    }
]

_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOME / "hub.sqlite3",
    "CONN_MAX_AGE": 60,  # opening the file anew for each request costs a millisecond
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}


def _database(url: str) -> dict[str, Any]:
    """Return the settings of a PostgreSQL database."""
    found: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    )
    # A server that is gone is noticed in seconds, not when TCP gives up after minutes or hours.
    found.setdefault("OPTIONS", {}).update(
        {"connect_timeout": 5, "keepalives_idle": 30, "tcp_user_timeout": 30_000}
    )
    return found


DATABASES: dict[str, Any] = {"default": _SQLITE}
if ENVIRONMENT.database_url:
    DATABASES["default"] = _database(ENVIRONMENT.database_url)
if not ENVIRONMENT.single_authority:
    _wiping = f"{_SQLITE['OPTIONS']['init_command']} PRAGMA secure_delete=ON;"
    DATABASES["registrar"] = _SQLITE | {
        "NAME": HOME / "registrar.sqlite3",
        "OPTIONS": _SQLITE["OPTIONS"] | {"init_command": _wiping},
    }
    if ENVIRONMENT.registrar_database_url:
        DATABASES["registrar"] = _database(ENVIRONMENT.registrar_database_url)
DATABASES["pupils"] = _SQLITE | {
    "NAME": HOME / "pupils.sqlite3",
    "OPTIONS": _SQLITE["OPTIONS"]
    | {"init_command": f"{_SQLITE['OPTIONS']['init_command']} PRAGMA secure_delete=ON;"},
}
if ENVIRONMENT.pupils_database_url:
    DATABASES["pupils"] = _database(ENVIRONMENT.pupils_database_url)
DATABASE_ROUTERS = [
    "citybricks.services.schoolhealth.pupils.router.PupilsRouter",
    "citybricks.services.voting.registrar.router.RegistrarRouter",
]
STORE = ENVIRONMENT.store or str(HOME / "store")

_SHARED = "django.core.cache.backends.db.DatabaseCache"
_LOCAL = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {
        "BACKEND": _SHARED if ENVIRONMENT.database_url else _LOCAL,
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # an address asking and a form each take one
    }
}
SILENCED_SYSTEM_CHECKS = [
    "django_ratelimit.E003",  # the embedded hub answers from one process: its memory is shared
    "django_ratelimit.W001",
]

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "citybricks.network.members.domain.people.display_name"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_REDIRECT_URL = "/runs/"
LOGIN_URL = "account_login"
if ENVIRONMENT.oidc_issuer:
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "city",
                    "name": ENVIRONMENT.oidc_name or urlsplit(ENVIRONMENT.oidc_issuer).hostname,
                    "client_id": ENVIRONMENT.oidc_client,
                    "secret": ENVIRONMENT.oidc_secret,
                    "settings": {"server_url": ENVIRONMENT.oidc_issuer},
                }
            ]
        }
    }

# --- languages --------------------------------------------------------------------------------
LANGUAGE_CODE = ENVIRONMENT.language
# complete: zh-hans and en, and with them zh-hant; started: the others, which fall back to English
LANGUAGES = [
    ("zh-hans", "简体中文"),
    ("en", "English"),
    ("zh-hant", "繁體中文"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("ja", "日本語"),
]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- what a browser may do --------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
_TLS = ENVIRONMENT.origin.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _TLS
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = ENVIRONMENT.upload_bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- files, mail, logs ------------------------------------------------------------------------
STATIC_URL = "/static/"
# django-leaflet ships Leaflet; as an app it would ask for GDAL, so only its files are served
_LEAFLET = Path(str(importlib.util.find_spec("leaflet").origin)).parent / "static" / "leaflet"  # type: ignore[union-attr] # a dependency
STATICFILES_DIRS = [
    HERE / "static",
    ("views", HERE.parent / "views" / "assets"),
    ("leaflet", _LEAFLET),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
if ENVIRONMENT.email_url:
    _mail = urlsplit(ENVIRONMENT.email_url)
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_TLS = True
    EMAIL_TIMEOUT = 20  # a mail server that does not answer holds up nothing else
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

_STAMPS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[*_STAMPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                hide_secrets,
                structlog.processors.JSONRenderer(ensure_ascii=False)
                if ENVIRONMENT.log_json
                else structlog.dev.ConsoleRenderer(colors=False),
            ],
            "foreign_pre_chain": _STAMPS,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
