"""Every setting of the house; whatever differs between installations comes from the environment."""

from urllib.parse import urlsplit

from facilitator.env import BASE, VAR, database, env, site_url, time_zone
from facilitator.people.throttles import THROTTLES

DEBUG: bool = env.bool("DEBUG", False)
DEMO: bool = env.bool("DEMO", False)
SECRET_KEY: str = env.str("SECRET_KEY")

SITE_URL = site_url("SITE_URL", "http://localhost:8000")
SITE_NAME: str = env.str("SITE_NAME", "Kept Chair")
ORGANISATION_NAME: str = env.str("ORGANISATION_NAME", "")
HELP_LINES_FILE: str = env.str("HELP_LINES_FILE", "")
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname or "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "facilitator.pages",
    "facilitator.vault",
    "facilitator.trace",
    "facilitator.people",
    "curriculum",
    "groups",
    "groups.evenings",
    "groups.care",
    "groups.reflections",
    "groups.reminders",
    "facilitator.workspace",
    "facilitator.privacy",
    "facilitator.demo",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its widgets, found by our form renderer
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "facilitator.pages.headers.HeadersMiddleware",
    "facilitator.pages.sizes.SizesMiddleware",
    "facilitator.pages.letters.LettersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "groups.reflections.views.holding.WordsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "facilitator.people.middleware.DeviceMiddleware",
    "facilitator.people.middleware.SignInMiddleware",
    "facilitator.people.middleware.ChoicesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "facilitator.vault.middleware.ClosedMiddleware",
]

ROOT_URLCONF = "facilitator.urls"
WSGI_APPLICATION = "facilitator.wsgi.application"
FORM_RENDERER = "facilitator.pages.forms.FormRenderer"

_loaders = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _loaders if DEBUG else [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "facilitator.pages.tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "facilitator.pages.context.site",
            ],
        },
    }
]

DATABASES = {
    "default": database("DATABASE_URL", f"sqlite:///{VAR / 'kept-chair.sqlite3'}"),
    "keyring": database("KEYRING_URL", f"sqlite:///{VAR / 'keyring.sqlite3'}"),
}
DATABASE_ROUTERS = ["facilitator.vault.router.KeyringRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
KEK_FILE: str = env.str("KEK_FILE", str(VAR / "kek"))
ERASURES_FILE: str = env.str("ERASURES_FILE", f"{KEK_FILE}-erasures")

# Throttles live in the database: with Redis down they must not fail open.
CACHES = {"default": THROTTLES}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {
        "NAME": f"{_validation}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "welcome"

ACCOUNT_ADAPTER = "groups.reminders.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED: bool = env.bool("SIGN_IN_BY_CODE", True)
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/10m/key"}  # six figures, three tries each
_forms = "facilitator.people.forms.signing_in"
ACCOUNT_FORMS = {
    "login": f"{_forms}.LoginForm",
    "request_login_code": f"{_forms}.RequestLoginCodeForm",
    "confirm_login_code": f"{_forms}.ConfirmLoginCodeForm",
    "reset_password": f"{_forms}.ResetPasswordForm",
    "confirm_password_reset_code": f"{_forms}.ConfirmPasswordResetCodeForm",
    "reset_password_from_key": f"{_forms}.ResetPasswordKeyForm",
    "confirm_email_verification_code": f"{_forms}.ConfirmEmailVerificationCodeForm",
}
MFA_ADAPTER = "facilitator.people.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # the drawer's recovery code serves both
MFA_FORMS = {
    "login_webauthn": f"{_forms}.LoginWebAuthnForm",
    "authenticate": f"{_forms}.AuthenticateForm",
    "authenticate_webauthn": f"{_forms}.AuthenticateWebAuthnForm",
}
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXIES", 0)

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-s" if SECURE else "s"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-c" if SECURE else "c"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "facilitator.pages.errors.csrf_failure"

SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would break every form over HTTPS

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # bytes
MAX_PAGE_CHARS = 200_000  # characters of one page of writing

QUICK_EXIT: bool = env.bool("QUICK_EXIT", False)
QUICK_EXIT_TO: str = env.str("QUICK_EXIT_TO", "https://www.bbc.co.uk/weather")

USE_TZ = True
TIME_ZONE = time_zone("TIME_ZONE", "Europe/London")
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nobody asks for the others; half the collecting
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}

_email = env.dj_email_url("EMAIL_URL", "smtp://127.0.0.1:1025")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    _email[f"EMAIL_{name}"] for name in ("BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD")
)
EMAIL_USE_TLS, EMAIL_USE_SSL = _email["EMAIL_USE_TLS"], _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 30  # seconds
DEFAULT_FROM_EMAIL: str = env.str("MAIL_FROM", "chairs@localhost")

REDIS_URL: str = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120  # seconds, well under the visibility timeout
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 0.5,
}

DEFAULT_EXCEPTION_REPORTER = "facilitator.pages.errors.QuietReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "facilitator.pages.errors.QuietReporterFilter"
SILENT = {"handlers": [], "propagate": False}  # a query may hold a name, a passkey has its id
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "facilitator.pages.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.db.backends": SILENT,
        "fido2": SILENT,
    },
}
