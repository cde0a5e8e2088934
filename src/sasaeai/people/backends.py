"""Who signs in, by name and password; the person comes with their town in one query."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from sasaeai.people.models import User


class TownBackend(ModelBackend):
    """Passwords as Django keeps them."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, if the account is still in use."""
        user = User.objects.select_related("town").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
