"""Every setting, in one file, read from top to bottom. What differs between places comes from env.py's table;
what every storey brings along stands in registry.py and is taken in whole.
"""

import base64
import hashlib
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .common.version import version_of
from .env import Environment
from .registry import *  # noqa: F403 - each name there is a setting

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
env.check_production()
ENVIRONMENT = env.environment
PRODUCTION = ENVIRONMENT == "production"
DEMO = ENVIRONMENT == "demo"
TESTING = ENVIRONMENT == "test"

# --- Secrets and hosts
SECRET_KEY = env.text("SECRET_KEY") or secrets.token_urlsafe(64)
DEBUG = env.flag("DEBUG")
CATALOGUE = DEBUG or not PRODUCTION
_field_key = env.text("REGISTER_FIELD_KEY") or SECRET_KEY
FIELD_KEY = base64.urlsafe_b64encode(hashlib.sha256(_field_key.encode()).digest())
OLD_FIELD_KEYS = [
    base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()) for key in env.listed("REGISTER_OLD_FIELD_KEYS", "")
]
# Never changed: what was hashed with it (numbers not to be imported again) would no longer be found.
HASH_KEY = hashlib.sha256(f"hashes {env.text('REGISTER_HASH_KEY') or SECRET_KEY}".encode()).digest()
ALLOWED_HOSTS = env.listed("REGISTER_HOSTS", "localhost,127.0.0.1,[::1],testserver")
PUBLIC_URL = env.text("REGISTER_PUBLIC_URL", f"http://localhost:{env.text('PORT', '8000')}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
STATE_DIR = BASE_DIR / env.text("REGISTER_STATE_DIR", ".local")
VERSION = version_of(BASE_DIR)

# --- Names that change with time: the body, the brand (facts, never text in templates)
SERVICE_NAME = env.text("REGISTER_SERVICE_NAME", "NHS Clinical Leadership Register")
PROGRAMME_BODY = env.text("REGISTER_PROGRAMME_BODY", "NHS England")
THEME = env.one_of("REGISTER_THEME", ("nhs", "neutral"), "nhs")
SUPPRESSION_THRESHOLD = env.number("REGISTER_SUPPRESSION_THRESHOLD", 7)
FEEDBACK_SMALLEST_GROUP = max(env.number("REGISTER_FEEDBACK_GROUP", 3), 3)
PRINT_MARK = env.text("REGISTER_PRINT_MARK", "OFFICIAL-SENSITIVE: PERSONAL")
RESPONSE_DAYS = env.number("REGISTER_RESPONSE_DAYS", 28)

# --- The house
INSTALLED_APPS = [
    "talent_register.common",
    "talent_register.audit",
    "talent_register.letters",
    "talent_register.organisations",
    "talent_register.accounts",
    "talent_register.imports",
    "profiles",
    "pathways",
    "tracking",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "import_export",
    "pgtrigger",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "talent_register.common.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "talent_register.audit.probes.probes",
    "talent_register.common.middleware.body_limit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "talent_register.common.middleware.words_of_facts",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "talent_register.audit.middleware.request_context",
    "talent_register.accounts.middleware.session_limits",
    "profiles.middleware.unsent_answers",
    "talent_register.accounts.middleware.declared_access",
    "profiles.middleware.two_tabs_guard",
]
ROOT_URLCONF = "talent_register.urls"
WSGI_APPLICATION = "talent_register.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "talent_register.common.renderers.DressedForms"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "talent_register.common.context_processors.service",
                "talent_register.common.context_processors.way_back",
                "talent_register.accounts.context_processors.access_words",
            ],
            "builtins": [
                "talent_register.common.templatetags.dress",
                "talent_register.common.templatetags.components",
            ],
        },
    },
]

# --- Data: PostgreSQL holds everything; Redis only caches and rings
_database = environ.Env.db_url_config(env.text("DATABASE_URL", "postgres://localhost/none"))
_pool_size = env.number("REGISTER_POOL_SIZE", 0)
DATABASES = {
    "default": {
        **_database,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0 if _pool_size else 60,
        "CONN_HEALTH_CHECKS": not _pool_size,
        "OPTIONS": {
            **_database.get("OPTIONS", {}),
            **({"pool": {"min_size": 1, "max_size": _pool_size, "timeout": 10}} if _pool_size else {}),
        },
        "TEST": {"NAME": "test_talent_register"},
    }
}
REDIS_URL = env.text("REDIS_URL", "redis://127.0.0.1:1/0")
CACHES = {
    "default": {
        "BACKEND": "talent_register.common.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "register",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}

# --- People logging in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_RESET_TIMEOUT = 3600
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "talent_register.accounts.passwords.NotAboutTheRegister"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "talent_register.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = None
ACCOUNT_FORMS = {
    "login": "talent_register.accounts.forms.LogInForm",
    "signup": "talent_register.accounts.forms.SignUpForm",
    "add_email": "talent_register.accounts.forms.ChangeEmailForm",
    "change_password": "talent_register.accounts.forms.ChangePasswordForm",
    "set_password": "talent_register.accounts.forms.SetPasswordForm",
    "reset_password": "talent_register.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "talent_register.accounts.forms.NewPasswordForm",
    "reauthenticate": "talent_register.accounts.forms.CheckItIsYouForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("REGISTER_PROXY_COUNT", 0)
MFA_ADAPTER = "talent_register.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "talent_register.accounts.forms.SecondStepForm",
    "reauthenticate": "talent_register.accounts.forms.ConfirmSecondStepForm",
    "activate_totp": "talent_register.accounts.forms.ActivateAppForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a new address may wait; nobody logs in without a confirmed one
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = SERVICE_NAME
USERSESSIONS_TRACK_ACTIVITY = True
STAFF_IDLE_MINUTES = env.number("REGISTER_STAFF_IDLE_MINUTES", 15)
CLINICIAN_IDLE_MINUTES = env.number("REGISTER_CLINICIAN_IDLE_MINUTES", 30)
SESSION_HOURS = env.number("REGISTER_SESSION_HOURS", 12)
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A session that has ended is still known for a day: what it sends is kept for its user, who logs in again.
SESSION_COOKIE_AGE = (SESSION_HOURS + 24) * 3600

# --- Cookies and headers
SESSION_COOKIE_NAME = "__Host-sessionid" if PRODUCTION else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if PRODUCTION else "csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-language" if PRODUCTION else "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "talent_register.common.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^version$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 63072000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
        **({"upgrade-insecure-requests": True} if PRODUCTION else {}),
    }
}

# --- Work in the background: rows are the queue, Celery is the doorbell
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "max_retries": 0,  # of publishing: a ring that fails is rung again by the sweeper
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/London"
CELERY_TASK_ALWAYS_EAGER = TESTING
# --- Letters
SERVER_EMAIL = DEFAULT_FROM_EMAIL = f"{SERVICE_NAME} <{env.text('REGISTER_FROM_EMAIL', 'register@register.example')}>"
REPLY_EMAIL = env.text("REGISTER_REPLY_EMAIL", "help@register.example")
DELIVERY = env.one_of("REGISTER_DELIVERY", ("email", "notify"), "email")
NOTIFY_KEY = env.text("REGISTER_NOTIFY_KEY")
NOTIFY_URL = env.text("REGISTER_NOTIFY_URL")
NOTIFY_TEMPLATE = env.text("REGISTER_NOTIFY_TEMPLATE")
MAIL_LOOKUP_URL = env.text("REGISTER_MAIL_LOOKUP_URL")
# Working days from 8am to 6pm only, but for letters about an account. A demo and tests run at any hour.
LETTERS_KEEP_HOURS = PRODUCTION
LETTER_LEASE_SECONDS = env.number("REGISTER_LETTER_LEASE", 300)
if env.text("EMAIL_URL"):
    _email = environ.Env.email_url_config(env.text("EMAIL_URL"))
    EMAIL_HOST, EMAIL_PORT = _email["EMAIL_HOST"], _email["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_USER"], _email["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _email.get("EMAIL_USE_TLS", False), _email.get("EMAIL_USE_SSL", False)
    EMAIL_BACKEND = _email["EMAIL_BACKEND"]
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = STATE_DIR / "mail"
# A letter is handed over within half its lease, in about five exchanges with the provider. Were one of them waited for
# longer, somebody else would look the letter up while it is still on its way, not find it, and send it again.
EMAIL_TIMEOUT = max(1, min(20, int(LETTER_LEASE_SECONDS) // 12))

# --- Languages and time
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/London"
FORMAT_MODULE_PATH = ["talent_register.formats"]

# --- Files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if TESTING:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = STATE_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- import-export in the admin
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

# --- Logs: structured, without personal data
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "talent_register.common.logs.Formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING" if TESTING else "INFO"},
    "loggers": {
        "django.server": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        "celery": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
    },
}
