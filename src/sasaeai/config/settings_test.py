"""Settings of the tests: quick password hash, a scratch data folder, PostgreSQL where it is given."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("SASAEAI_DATA", tempfile.mkdtemp(prefix="sasaeai-test-"))
os.environ.setdefault("SASAEAI_SECRET_KEY", "only-for-tests-and-nothing-else-at-all-0123456789")

from sasaeai.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
